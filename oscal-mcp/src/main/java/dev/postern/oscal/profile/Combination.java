package dev.postern.oscal.profile;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What becomes of controls that were selected more than once: `keep`, `use-first` or `merge`.
final class Combination {
    private final String method;
    private final List<Finding> warnings;
    private final JsonWriter writer = new JsonWriter();

    Combination(ObjectNode merge, List<Finding> warnings) {
        method = merge.object("combine")
                .flatMap(combine -> combine.text("method"))
                .orElse("keep");
        this.warnings = warnings;
    }

    ObjectNode of(ObjectNode body) {
        return switch (method) {
            case "use-first" -> firsts(body, new HashSet<>());
            case "merge" -> told(siblings(body));
            default -> told(body);
        };
    }

    private ObjectNode told(ObjectNode body) {
        Set<String> seen = new HashSet<>();
        Set<String> told = new HashSet<>();
        Branches.controls(body, "", (control, _) -> {
            String id = Structure.id(control);
            if (!seen.add(id) && told.add(id)) {
                warnings.add(Finding.warning(
                                "clash", "The control " + id + " is there more than once.", "/profile/merge", control)
                        .withHint("combine with the method use-first or merge keeps one of them."));
            }
        });
        return body;
    }

    private static ObjectNode firsts(ObjectNode holder, Set<String> seen) {
        List<ObjectNode> controls = new ArrayList<>();
        firsts(holder.objects("controls"), seen, controls);
        List<ObjectNode> groups = holder.objects("groups").stream()
                .map(group -> firsts(group, seen))
                .filter(group -> group.has("controls") || group.has("groups"))
                .toList();
        return Branches.with(Branches.with(holder, "controls", controls), "groups", groups);
    }

    private static void firsts(List<ObjectNode> controls, Set<String> seen, List<ObjectNode> to) {
        for (ObjectNode control : controls) {
            boolean first = seen.add(Structure.id(control));
            List<ObjectNode> inside = new ArrayList<>();
            firsts(control.objects("controls"), seen, first ? inside : to);
            if (first) {
                to.add(Branches.with(control, "controls", inside));
            }
        }
    }

    private ObjectNode siblings(ObjectNode holder) {
        List<ObjectNode> groups =
                holder.objects("groups").stream().map(this::siblings).toList();
        ObjectNode merged = Branches.with(holder, "controls", united(holder.objects("controls")));
        return Branches.with(merged, "groups", groups);
    }

    /// Those of one id are made one, and of those without one each that is different is kept.
    private <T extends Node> List<Node> united(List<T> items) {
        Map<String, Node> united = new LinkedHashMap<>();
        for (Node item : items) {
            Optional<String> id = item instanceof ObjectNode object ? object.text("id") : Optional.empty();
            String key = id.map(present -> "id " + present).orElseGet(() -> writer.compact(item));
            Node before = united.get(key);
            united.put(
                    key,
                    before instanceof ObjectNode one && id.isPresent() && item instanceof ObjectNode other
                            ? united(one, other)
                            : before == null ? item : before);
        }
        return List.copyOf(united.values());
    }

    private ObjectNode united(ObjectNode one, ObjectNode other) {
        ObjectNode united = one;
        for (Map.Entry<String, Node> member : other.members().entrySet()) {
            Node present = one.get(member.getKey());
            if (present == null) {
                united = united.with(member.getKey(), member.getValue());
            } else if (present instanceof ArrayNode first && member.getValue() instanceof ArrayNode second) {
                united = united.with(
                        member.getKey(), ArrayNode.of(united(Branches.<Node>joined(first.items(), second.items()))));
            }
        }
        return united;
    }
}
