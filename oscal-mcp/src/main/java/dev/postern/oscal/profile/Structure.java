package dev.postern.oscal.profile;

import dev.postern.oscal.library.Selection;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The order of what was selected: flat, as it was, or as the profile arranges it. Parameters of what was left out come
/// along loosely; which of them are needed is found out later.
final class Structure {
    private final Combination combination;
    private final Effort effort;
    private final Set<String> implied = new LinkedHashSet<>();

    /// What one import selected.
    record Selected(ObjectNode catalog, Set<String> ids) {
        Selected {
            ids = Collections.unmodifiableSet(ids);
        }
    }

    Structure(Combination combination, Effort effort) {
        this.combination = combination;
        this.effort = effort;
    }

    /// Controls that are there only because of those inside of them.
    Set<String> implied() {
        return implied;
    }

    ObjectNode of(List<Selected> selections, ObjectNode merge) {
        if (merge.has("custom")) {
            return custom(selections, merge.object("custom").orElse(ObjectNode.EMPTY));
        }
        boolean asIs = merge.get("as-is") instanceof BooleanNode keep && keep.value();
        return asIs ? asIs(selections) : combination.of(flat(selections));
    }

    private ObjectNode asIs(List<Selected> selections) {
        List<ObjectNode> kept = selections.stream()
                .map(selected -> kept(selected.catalog(), selected.ids()))
                .toList();
        return combination.of(merged(ObjectNode.EMPTY, kept));
    }

    private ObjectNode kept(ObjectNode holder, Set<String> ids) {
        List<ObjectNode> params = new ArrayList<>(holder.objects("params"));
        List<ObjectNode> controls = new ArrayList<>();
        for (ObjectNode control : holder.objects("controls")) {
            ObjectNode inner = keptControl(control, ids, params);
            if (ids.contains(id(control))) {
                controls.add(inner);
            } else if (inner.has("controls")) {
                implied.add(id(control));
                controls.add(inner);
            } else {
                params.addAll(control.objects("params"));
            }
        }
        List<ObjectNode> groups = new ArrayList<>();
        for (ObjectNode group : holder.objects("groups")) {
            ObjectNode inner = kept(group, ids);
            if (inner.has("controls") || inner.has("groups")) {
                groups.add(inner);
            } else {
                params.addAll(inner.objects("params"));
            }
        }
        ObjectNode with = Branches.with(Branches.with(holder, "params", params), "controls", controls);
        return Branches.with(with, "groups", groups);
    }

    private ObjectNode keptControl(ObjectNode control, Set<String> ids, List<ObjectNode> loose) {
        List<ObjectNode> inside = new ArrayList<>();
        for (ObjectNode inner : control.objects("controls")) {
            ObjectNode kept = keptControl(inner, ids, loose);
            if (ids.contains(id(inner)) || kept.has("controls")) {
                if (!ids.contains(id(inner))) {
                    implied.add(id(inner));
                }
                inside.add(kept);
            } else {
                loose.addAll(inner.objects("params"));
            }
        }
        return Branches.with(control, "controls", inside);
    }

    /// Groups of one id are one group, whatever they come from; its first title counts.
    private static ObjectNode merged(ObjectNode first, List<ObjectNode> holders) {
        List<ObjectNode> params = new ArrayList<>();
        List<ObjectNode> controls = new ArrayList<>();
        Map<String, List<ObjectNode>> groups = new LinkedHashMap<>();
        for (ObjectNode holder : holders) {
            params.addAll(holder.objects("params"));
            controls.addAll(holder.objects("controls"));
            for (ObjectNode group : holder.objects("groups")) {
                String name = group.text("id")
                        .orElseGet(() -> "\n" + group.text("title").orElse(""));
                groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(group);
            }
        }
        ObjectNode merged = Branches.with(Branches.with(first, "params", params), "controls", controls);
        return Branches.with(
                merged,
                "groups",
                groups.values().stream()
                        .map(same -> merged(same.getFirst(), same))
                        .toList());
    }

    private static ObjectNode flat(List<Selected> selections) {
        List<ObjectNode> params = new ArrayList<>();
        List<ObjectNode> controls = new ArrayList<>();
        for (Selected selected : selections) {
            flatten(selected.catalog(), selected.ids()::contains, params, controls);
        }
        return Branches.with(Branches.with(ObjectNode.EMPTY, "params", params), "controls", controls);
    }

    private static void flatten(
            ObjectNode holder, Predicate<String> wanted, List<ObjectNode> params, List<ObjectNode> controls) {
        params.addAll(holder.objects("params"));
        controls.addAll(nested(holder, wanted, params));
        holder.objects("groups").forEach(group -> flatten(group, wanted, params, controls));
    }

    /// Controls in those they belong to, where these are wanted too, and beside them where not.
    private static List<ObjectNode> nested(ObjectNode holder, Predicate<String> wanted, List<ObjectNode> loose) {
        Stopped.ifAsked();
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode control : holder.objects("controls")) {
            List<ObjectNode> inside = nested(control, wanted, loose);
            if (wanted.test(id(control))) {
                found.add(Branches.with(control, "controls", inside));
            } else {
                loose.addAll(control.objects("params"));
                found.addAll(inside);
            }
        }
        return found;
    }

    private ObjectNode custom(List<Selected> selections, ObjectNode custom) {
        ObjectNode pool = combination.of(flat(selections));
        ObjectNode arranged = arranged(ObjectNode.EMPTY, custom, pool);
        return Branches.with(arranged, "params", pool.objects("params"));
    }

    private ObjectNode arranged(ObjectNode holder, ObjectNode directive, ObjectNode pool) {
        List<ObjectNode> controls = new ArrayList<>();
        directive.objects("insert-controls").forEach(insert -> controls.addAll(inserted(insert, pool)));
        List<ObjectNode> groups = new ArrayList<>();
        for (ObjectNode group : directive.objects("groups")) {
            ObjectNode own = Branches.without(Branches.without(group, "insert-controls"), "groups");
            groups.add(arranged(own, group, pool));
        }
        return Branches.with(Branches.with(holder, "controls", controls), "groups", groups);
    }

    private List<ObjectNode> inserted(ObjectNode insert, ObjectNode pool) {
        Map<String, String> parents = new LinkedHashMap<>();
        parents(pool, "", parents);
        if (!effort.selects(insert, parents.size())) {
            return List.of();
        }
        Selection selection = Selection.of(insert, parents.keySet(), id -> parents.getOrDefault(id, ""));
        if (!effort.places(selection.ids().size())) {
            return List.of();
        }
        List<ObjectNode> found = nested(pool, selection.ids()::contains, new ArrayList<>());
        Comparator<ObjectNode> byId = Comparator.comparing(Structure::id);
        return switch (insert.text("order").orElse("keep")) {
            case "ascending" -> found.stream().sorted(byId).toList();
            case "descending" -> found.stream().sorted(byId.reversed()).toList();
            default -> found;
        };
    }

    static void parents(ObjectNode holder, String parent, Map<String, String> parents) {
        for (ObjectNode control : holder.objects("controls")) {
            parents.putIfAbsent(id(control), parent);
            parents(control, id(control), parents);
        }
        holder.objects("groups").forEach(group -> parents(group, "", parents));
    }

    static String id(ObjectNode control) {
        return control.text("id").orElse("");
    }
}
