package dev.postern.oscal.changes;

import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.Prose;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What became of the controls of a catalog in another: of those with one id, and of those that went elsewhere.
public final class CatalogChanges {
    private static final Map<String, Set<String>> PARTS = parts();

    private final Catalog before;
    private final Catalog after;
    private final Prose proseBefore;
    private final Prose proseAfter;
    private final Map<String, List<String>> origins = new LinkedHashMap<>();

    public CatalogChanges(Catalog before, Catalog after) {
        this.before = before;
        this.after = after;
        proseBefore = new Prose(before::parameter);
        proseAfter = new Prose(after::parameter);
        for (Control control : after.controls()) {
            destinations(control)
                    .forEach(to ->
                            origins.computeIfAbsent(to, _ -> new ArrayList<>()).add(control.id()));
        }
    }

    private static Map<String, Set<String>> parts() {
        Map<String, Set<String>> parts = new LinkedHashMap<>();
        parts.put("statement", Set.of("statement", "item"));
        parts.put("guidance", Set.of("guidance", "overview", "supplemental-guidance"));
        parts.put(
                "objectives",
                Set.of("objective", "assessment-objective", "assessment-method", "assessment", "objects"));
        return parts;
    }

    /// Those of the first catalog in its order, then what is new in the second.
    public List<Change> all() {
        List<Change> changes = new ArrayList<>();
        Map<String, Control> earlier = byId(before);
        Map<String, Control> later = byId(after);
        for (Control control : before.controls()) {
            Control now = later.get(control.id());
            if (now == null) {
                if (!control.isWithdrawn()) {
                    changes.add(Change.of(Change.Kind.REMOVED, control.id(), control.title(), List.of()));
                }
            } else {
                change(control, now).ifPresent(changes::add);
            }
        }
        for (Control control : after.controls()) {
            Control old = earlier.get(control.id());
            if (!control.isWithdrawn() && (old == null || old.isWithdrawn())) {
                List<String> from = origins.getOrDefault(control.id(), List.of());
                changes.add(Change.of(Change.Kind.ADDED, control.id(), control.title(), from));
            }
        }
        return changes;
    }

    private static Map<String, Control> byId(Catalog catalog) {
        Map<String, Control> controls = new HashMap<>();
        catalog.controls().forEach(control -> controls.put(control.id(), control));
        return controls;
    }

    private Optional<Change> change(Control old, Control now) {
        if (old.isWithdrawn()) {
            return Optional.empty();
        }
        if (now.isWithdrawn()) {
            return Optional.of(Change.of(Change.Kind.WITHDRAWN, old.id(), old.title(), destinations(now)));
        }
        List<Difference> differences = new ArrayList<>();
        Difference.of("title", old.title(), now.title()).ifPresent(differences::add);
        Difference.of("parameters", parameters(old, proseBefore), parameters(now, proseAfter))
                .ifPresent(differences::add);
        PARTS.forEach((what, names) -> Difference.of(
                        what,
                        proseBefore.parts(old.node(), names::contains),
                        proseAfter.parts(now.node(), names::contains))
                .ifPresent(differences::add));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Change(Change.Kind.CHANGED, "control", old.id(), now.title(), List.of(), differences));
    }

    /// What is to be assigned or selected. Ids of parameters are left out: they are numbered anew when one is put in.
    private static List<String> parameters(Control control, Prose prose) {
        List<String> texts = new ArrayList<>();
        for (ObjectNode parameter : control.node().objects("params")) {
            parameter.text("id").ifPresent(id -> texts.add(prose.parameter(id)));
        }
        return texts;
    }

    /// Controls that a withdrawn one was incorporated into or moved to; a link may name a statement of one.
    public static List<String> destinations(Control control) {
        if (!control.isWithdrawn()) {
            return List.of();
        }
        return control.linked("incorporated-into", "moved-to").stream()
                .map(to -> to.contains("_") ? to.substring(0, to.indexOf('_')) : to)
                .distinct()
                .toList();
    }
}
