package dev.postern.oscal.profile;

import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What loosely came along and is used: parameters that texts insert, and resources that links mean.
final class Needed {
    private static final Pattern INSERT = Pattern.compile("\\{\\{\\s*insert:\\s*param,\\s*([^\\s}]+)\\s*}}");
    private static final Pattern ANCHOR = Pattern.compile("]\\(#([^)\\s]+)\\)");

    private Needed() {}

    /// Without parameters beside controls that nothing inserts, and with none twice.
    static ObjectNode params(ObjectNode body) {
        Set<String> anchored = new HashSet<>();
        Map<String, List<ObjectNode>> loose = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        loose(body, anchored, loose, id -> open.add(id));
        Set<String> used = new HashSet<>();
        while (!open.isEmpty()) {
            String id = open.remove();
            if (used.add(id)) {
                loose.getOrDefault(id, List.of()).forEach(param -> inserts(param, open::add));
            }
        }
        return kept(body, used, anchored, new HashSet<>());
    }

    private static void loose(
            ObjectNode holder, Set<String> anchored, Map<String, List<ObjectNode>> loose, Consumer<String> inserted) {
        for (ObjectNode param : holder.objects("params")) {
            loose.computeIfAbsent(Structure.id(param), _ -> new ArrayList<>()).add(param);
            if (isKept(param)) {
                inserted.accept(Structure.id(param));
            }
        }
        for (Map.Entry<String, Node> member : holder.members().entrySet()) {
            switch (member.getKey()) {
                case "params", "groups", "back-matter" -> {}
                default -> inserts(member.getValue(), inserted);
            }
        }
        Branches.controls(
                Branches.without(holder, "groups"),
                "",
                (control, _) -> control.objects("params").forEach(param -> anchored.add(Structure.id(param))));
        holder.objects("groups").forEach(group -> loose(group, anchored, loose, inserted));
    }

    private static ObjectNode kept(ObjectNode holder, Set<String> used, Set<String> anchored, Set<String> seen) {
        List<ObjectNode> params = holder.objects("params").stream()
                .filter(param -> used.contains(Structure.id(param))
                        && !anchored.contains(Structure.id(param))
                        && seen.add(Structure.id(param)))
                .toList();
        List<ObjectNode> groups = holder.objects("groups").stream()
                .map(group -> kept(group, used, anchored, seen))
                .toList();
        return Branches.with(Branches.with(holder, "params", params), "groups", groups);
    }

    private static void inserts(Node node, Consumer<String> to) {
        Branches.texts(node, text -> {
            if (text.contains("insert:")) {
                Matcher matcher = INSERT.matcher(text);
                while (matcher.find()) {
                    to.accept(matcher.group(1));
                }
            }
        });
    }

    /// Those of the resources that something in the catalog means, or that say they are always kept. Of several with
    /// one uuid the last counts, and before it one that is always kept.
    static List<ObjectNode> resources(List<ObjectNode> all, ObjectNode catalog) {
        Set<String> meant = new HashSet<>();
        Branches.texts(catalog, text -> {
            if (text.startsWith("#")) {
                meant.add(text.substring(1));
            }
            Matcher matcher = ANCHOR.matcher(text);
            while (matcher.find()) {
                meant.add(matcher.group(1));
            }
        });
        Map<String, ObjectNode> last = new LinkedHashMap<>();
        for (ObjectNode resource : all) {
            String uuid = resource.text("uuid").orElse("");
            ObjectNode before = last.get(uuid);
            if (before == null || isKept(resource) || !isKept(before)) {
                last.remove(uuid);
                last.put(uuid, resource);
            }
        }
        return last.values().stream()
                .filter(resource -> meant.contains(resource.text("uuid").orElse("")) || isKept(resource))
                .toList();
    }

    private static boolean isKept(ObjectNode node) {
        return node.objects("props").stream()
                .anyMatch(prop -> prop.text("name").equals(Optional.of("keep"))
                        && prop.text("value").equals(Optional.of("always")));
    }
}
