package dev.postern.oscal.profile;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A profile's `modify`: parameters that it sets, and controls that it alters.
final class Modification {
    private static final String PATH = "/profile/modify";
    private static final Set<String> ADDED = Set.of("props", "links", "constraints", "guidelines");

    private final Map<String, List<ObjectNode>> settings = new LinkedHashMap<>();
    private final Map<String, List<Alter>> alters = new LinkedHashMap<>();
    private final Map<String, ObjectNode> unset = new LinkedHashMap<>();
    private final Set<String> set = new LinkedHashSet<>();
    private final Set<String> altered = new LinkedHashSet<>();
    private final Effort effort;
    private final List<Finding> warnings;

    /// An alteration and where it stands.
    private record Alter(ObjectNode node, String path) {}

    Modification(ObjectNode modify, Effort effort, List<Finding> warnings) {
        this.effort = effort;
        this.warnings = warnings;
        for (ObjectNode setting : modify.objects("set-parameters")) {
            String id = setting.text("param-id").orElse("");
            settings.computeIfAbsent(id, _ -> new ArrayList<>()).add(setting);
            unset.put(id, setting);
        }
        List<ObjectNode> all = modify.objects("alters");
        for (int i = 0; i < all.size(); i++) {
            String id = all.get(i).text("control-id").orElse("");
            alters.computeIfAbsent(id, _ -> new ArrayList<>())
                    .add(new Alter(all.get(i), Pointer.item(PATH + "/alters", i)));
        }
    }

    ObjectNode of(ObjectNode body) {
        ObjectNode altering = alters.isEmpty() ? body : Branches.mapControls(body, this::altered);
        ObjectNode setting = settings.isEmpty()
                ? altering
                : Branches.mapParams(
                        altering, params -> params.stream().map(this::set).toList());
        unset.forEach((id, at) -> warnings.add(
                Finding.warning("no-effect", "No parameter is called " + id + ".", PATH + "/set-parameters", at)));
        alters.forEach((id, these) -> {
            if (!altered.contains(id)) {
                Alter first = these.getFirst();
                warnings.add(
                        Finding.warning("no-effect", "No control is called " + id + ".", first.path(), first.node()));
            }
        });
        return setting;
    }

    Set<String> altered() {
        return altered;
    }

    Set<String> set() {
        return set;
    }

    private ObjectNode altered(ObjectNode control) {
        ObjectNode result = control;
        for (Alter alter : alters.getOrDefault(Structure.id(control), List.of())) {
            altered.add(Structure.id(control));
            if (!effort.places(Alteration.added(alter.node()))) {
                warnings.add(Finding.error("limit", "There is too much to alter.", alter.path(), alter.node()));
                return result;
            }
            result = new Alteration(warnings, alter.path()).of(result, alter.node());
        }
        return result;
    }

    private ObjectNode set(ObjectNode param) {
        ObjectNode result = param;
        String id = param.text("id").orElse("");
        for (ObjectNode setting : settings.getOrDefault(id, List.of())) {
            unset.remove(id);
            set.add(id);
            if (!effort.places(setting.members().size())) {
                warnings.add(Finding.error("limit", "There is too much to set.", PATH + "/set-parameters", setting));
                return result;
            }
            result = set(result, setting);
        }
        return result;
    }

    /// Values and a selection exclude each other; what there may be several of is added, and the rest replaced.
    private static ObjectNode set(ObjectNode param, ObjectNode setting) {
        ObjectNode result = param;
        if (setting.has("values") || setting.has("select")) {
            result = Branches.without(Branches.without(result, "values"), "select");
        }
        for (Map.Entry<String, Node> member : setting.members().entrySet()) {
            String name = member.getKey();
            if (name.equals("param-id")) {
                continue;
            }
            boolean adds = ADDED.contains(name) && result.has(name) && member.getValue() instanceof ArrayNode;
            result = result.with(
                    name,
                    adds
                            ? ArrayNode.of(Branches.<Node>joined(result.items(name), setting.items(name)))
                            : member.getValue());
        }
        return result;
    }
}
