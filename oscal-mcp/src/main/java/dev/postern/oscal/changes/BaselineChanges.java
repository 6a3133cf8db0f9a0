package dev.postern.oscal.changes;

import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What became of the selection and the settings of a baseline in another.
public final class BaselineChanges {
    private final Baseline before;
    private final Baseline after;

    public BaselineChanges(Baseline before, Baseline after) {
        this.before = before;
        this.after = after;
    }

    /// Controls, then parameters that are set, then controls that are altered.
    public List<Change> all() {
        List<Change> changes = new ArrayList<>();
        Map<String, List<String>> origins = new LinkedHashMap<>();
        Set<String> old = inForce(before);
        Set<String> now = inForce(after);
        for (String id : old) {
            if (!now.contains(id)) {
                Change gone = gone(id);
                gone.related()
                        .forEach(to -> origins.computeIfAbsent(to, _ -> new ArrayList<>())
                                .add(id));
                changes.add(gone);
            }
        }
        for (String id : now) {
            if (!old.contains(id)) {
                List<String> from = origins.getOrDefault(id, List.of());
                changes.add(Change.of(Change.Kind.ADDED, id, title(after, id), from));
            }
        }
        settings(changes);
        texts(alterations(before), alterations(after), "alteration", changes);
        return changes;
    }

    private static Set<String> inForce(Baseline baseline) {
        Set<String> ids = new LinkedHashSet<>(baseline.controls());
        ids.removeIf(id -> baseline.control(id).filter(Control::isWithdrawn).isPresent());
        return ids;
    }

    /// A control that is no longer selected, or that the other's catalog no longer has in force.
    private Change gone(String id) {
        for (Holding holding : after.catalogs()) {
            Optional<Catalog> catalog = holding.catalog();
            Optional<Control> now =
                    catalog.flatMap(present -> present.control(id)).filter(Control::isWithdrawn);
            if (catalog.isPresent() && now.isPresent()) {
                return Change.of(Change.Kind.WITHDRAWN, id, title(before, id), CatalogChanges.destinations(now.get()));
            }
        }
        return Change.of(Change.Kind.REMOVED, id, title(before, id), List.of());
    }

    private static String title(Baseline baseline, String id) {
        return baseline.control(id).map(Control::title).orElse("");
    }

    private void settings(List<Change> changes) {
        Map<String, String> old = new LinkedHashMap<>();
        before.settings().forEach((id, setting) -> old.put(id, setting(setting)));
        Map<String, String> now = new LinkedHashMap<>();
        after.settings().forEach((id, setting) -> now.put(id, setting(setting)));
        texts(old, now, "parameter", changes);
    }

    private static String setting(ObjectNode setting) {
        List<String> values = setting.items("values").stream()
                .filter(TextNode.class::isInstance)
                .map(value -> ((TextNode) value).text())
                .toList();
        return values.isEmpty() ? new JsonWriter().compact(setting) : String.join(", ", values);
    }

    /// What the profile itself adds to controls and removes from them.
    private static Map<String, String> alterations(Baseline baseline) {
        Map<String, String> alterations = new LinkedHashMap<>();
        ObjectNode modify =
                baseline.holding().document().content().object("modify").orElse(ObjectNode.EMPTY);
        for (ObjectNode alter : modify.objects("alters")) {
            alter.text("control-id")
                    .ifPresent(id ->
                            alterations.merge(id, new JsonWriter().pretty(alter), (one, other) -> one + "\n" + other));
        }
        return alterations;
    }

    private static void texts(Map<String, String> old, Map<String, String> now, String what, List<Change> changes) {
        Set<String> ids = new LinkedHashSet<>(old.keySet());
        ids.addAll(now.keySet());
        for (String id : ids) {
            Change.Kind kind = !old.containsKey(id)
                    ? Change.Kind.ADDED
                    : now.containsKey(id) ? Change.Kind.CHANGED : Change.Kind.REMOVED;
            Difference.of(what, old.getOrDefault(id, ""), now.getOrDefault(id, ""))
                    .ifPresent(
                            difference -> changes.add(new Change(kind, what, id, "", List.of(), List.of(difference))));
        }
    }
}
