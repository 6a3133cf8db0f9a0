package dev.postern.oscal.library;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Stopped;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A catalog's controls and parameters by their ids, in its order. Of two with one id the first counts.
public final class Catalog {
    private final OscalDocument document;
    private final Map<String, Control> controls = new LinkedHashMap<>();
    private final Map<String, ObjectNode> parameters = new LinkedHashMap<>();
    private final Map<String, Control.Family> families = new LinkedHashMap<>();

    public Catalog(OscalDocument document) {
        this.document = document;
        holder(document.content(), Control.Family.NONE, "", document.rootPath());
    }

    private void holder(ObjectNode holder, Control.Family family, String parent, String path) {
        Stopped.ifAsked();
        parameters(holder);
        List<ObjectNode> inside = holder.objects("controls");
        for (int i = 0; i < inside.size(); i++) {
            control(inside.get(i), family, parent, Pointer.item(path + "/controls", i));
        }
        List<ObjectNode> groups = holder.objects("groups");
        for (int i = 0; i < groups.size(); i++) {
            ObjectNode group = groups.get(i);
            String title = group.text("title").orElse("");
            // A group without an id is a heading inside of its family.
            Control.Family inner = group.text("id")
                    .map(id -> new Control.Family(id, title))
                    .orElse(family.id().isEmpty() ? new Control.Family("", title) : family);
            if (!inner.id().isEmpty()) {
                families.putIfAbsent(inner.id(), inner);
            }
            holder(group, inner, "", Pointer.item(path + "/groups", i));
        }
    }

    private void control(ObjectNode node, Control.Family family, String parent, String path) {
        Optional<String> id = node.text("id");
        id.ifPresent(present -> controls.putIfAbsent(
                present, new Control(node, present, node.text("title").orElse(""), family, parent, path)));
        holder(node, family, id.orElse(parent), path);
    }

    private void parameters(ObjectNode holder) {
        for (ObjectNode parameter : holder.objects("params")) {
            parameter.text("id").ifPresent(id -> parameters.putIfAbsent(id, parameter));
        }
    }

    public OscalDocument document() {
        return document;
    }

    public Collection<Control> controls() {
        return controls.values();
    }

    public Collection<Control.Family> families() {
        return families.values();
    }

    /// By its id or as people write it.
    public Optional<Control> control(String written) {
        Control exact = controls.get(written);
        if (exact != null) {
            return Optional.of(exact);
        }
        Control normal = controls.get(ControlId.of(written));
        return normal != null
                ? Optional.of(normal)
                : controls.values().stream()
                        .filter(control -> control.label().equalsIgnoreCase(written.strip()))
                        .findFirst();
    }

    public Optional<ObjectNode> parameter(String id) {
        return Optional.ofNullable(parameters.get(id));
    }

    public Map<String, ObjectNode> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /// The enhancements of a control, in order.
    public List<Control> enhancements(String id) {
        return controls.values().stream()
                .filter(control -> control.parent().equals(id))
                .toList();
    }
}
