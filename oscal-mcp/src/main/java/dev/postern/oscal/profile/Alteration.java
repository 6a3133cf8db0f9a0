package dev.postern.oscal.profile;

import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Stopped;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One `alter` of one control: first what it removes, then what it adds. Controls inside of the control are none of its
/// business.
final class Alteration {
    private static final List<String> CONTENTS = List.of("params", "props", "links", "parts");
    private static final Map<String, String> ITEMS =
            Map.of("param", "params", "prop", "props", "link", "links", "part", "parts");
    private static final List<String> MARKS = List.of("by-id", "by-name", "by-class", "by-item-name", "by-ns");
    private static final String NAMESPACE = "http://csrc.nist.gov/ns/oscal";

    private final List<Finding> warnings;
    private final String path;
    private int removed;

    Alteration(List<Finding> warnings, String path) {
        this.warnings = warnings;
        this.path = path;
    }

    /// How many things it puts into a control.
    static int added(ObjectNode alter) {
        int added = 0;
        for (ObjectNode add : alter.objects("adds")) {
            for (String member : CONTENTS) {
                added += add.items(member).size();
            }
        }
        return added;
    }

    ObjectNode of(ObjectNode control, ObjectNode alter) {
        ObjectNode result = control;
        List<ObjectNode> removes = alter.objects("removes");
        for (int i = 0; i < removes.size(); i++) {
            Stopped.ifAsked();
            result = removed(result, removes.get(i), Pointer.item(path + "/removes", i));
        }
        List<ObjectNode> adds = alter.objects("adds");
        for (int i = 0; i < adds.size(); i++) {
            Stopped.ifAsked();
            result = added(result, adds.get(i), Pointer.item(path + "/adds", i));
        }
        return result;
    }

    private ObjectNode removed(ObjectNode control, ObjectNode remove, String at) {
        int before = removed;
        ObjectNode result = MARKS.stream().anyMatch(remove::has) ? without(control, remove) : control;
        if (removed == before) {
            noEffect("Nothing in " + Structure.id(control) + " is what is to be removed.", at, remove);
        }
        return result;
    }

    private ObjectNode without(ObjectNode holder, ObjectNode remove) {
        ObjectNode result = holder;
        for (String member : CONTENTS) {
            List<ObjectNode> rest = new ArrayList<>();
            for (ObjectNode item : holder.objects(member)) {
                if (fits(item, member, remove)) {
                    removed++;
                } else {
                    rest.add(without(item, remove));
                }
            }
            result = Branches.with(result, member, rest);
        }
        return result;
    }

    /// Where several marks are given, all have to fit.
    private static boolean fits(ObjectNode item, String member, ObjectNode remove) {
        return same(remove, "by-id", item.text("id"))
                && same(remove, "by-name", item.text("name"))
                && same(remove, "by-class", item.text("class"))
                && same(remove, "by-ns", Optional.of(item.text("ns").orElse(NAMESPACE)))
                && remove.text("by-item-name")
                        .map(name -> member.equals(ITEMS.getOrDefault(name, name)))
                        .orElse(true);
    }

    private static boolean same(ObjectNode remove, String mark, Optional<String> value) {
        return !remove.has(mark) || remove.text(mark).equals(value);
    }

    private ObjectNode added(ObjectNode control, ObjectNode add, String at) {
        String position = add.text("position").orElse("ending");
        boolean first = position.equals("starting") || position.equals("before");
        String target = add.text("by-id").orElse("");
        if (target.isEmpty() || target.equals(Structure.id(control))) {
            return into(control, add, first);
        }
        boolean beside = position.equals("before") || position.equals("after");
        Optional<ObjectNode> result = addedAt(control, target, add, first, beside);
        if (result.isEmpty()) {
            noEffect("Nothing in " + Structure.id(control) + " has the id " + target + ".", at, add);
        }
        return result.orElse(control);
    }

    private static ObjectNode into(ObjectNode holder, ObjectNode add, boolean first) {
        ObjectNode result = add.get("title") instanceof TextNode title ? holder.with("title", title) : holder;
        for (String member : CONTENTS) {
            List<ObjectNode> more = add.objects(member);
            if (!more.isEmpty()) {
                List<ObjectNode> there = holder.objects(member);
                result = Branches.with(
                        result, member, first ? Branches.joined(more, there) : Branches.joined(there, more));
            }
        }
        return result;
    }

    private static Optional<ObjectNode> addedAt(
            ObjectNode holder, String target, ObjectNode add, boolean first, boolean beside) {
        for (String member : List.of("params", "parts")) {
            List<ObjectNode> items = holder.objects(member);
            for (int i = 0; i < items.size(); i++) {
                ObjectNode item = items.get(i);
                if (item.text("id").equals(Optional.of(target))) {
                    return Optional.of(
                            beside
                                    ? beside(holder, member, first ? i : i + 1, add, first)
                                    : Branches.with(holder, member, replaced(items, i, into(item, add, first))));
                }
                Optional<ObjectNode> inner = addedAt(item, target, add, first, beside);
                if (inner.isPresent()) {
                    return Optional.of(Branches.with(holder, member, replaced(items, i, inner.get())));
                }
            }
        }
        return Optional.empty();
    }

    /// Things of the target's kind stand next to it; others before or behind all of their kind.
    private static ObjectNode beside(ObjectNode holder, String member, int at, ObjectNode add, boolean first) {
        List<ObjectNode> items = new ArrayList<>(holder.objects(member));
        items.addAll(at, add.objects(member));
        ObjectNode others = Branches.without(Branches.without(add, member), "title");
        return Branches.with(into(holder, others, first), member, items);
    }

    private static List<ObjectNode> replaced(List<ObjectNode> items, int at, ObjectNode item) {
        List<ObjectNode> replaced = new ArrayList<>(items);
        replaced.set(at, item);
        return replaced;
    }

    private void noEffect(String message, String at, ObjectNode node) {
        warnings.add(Finding.warning("no-effect", message, at, node));
    }
}
