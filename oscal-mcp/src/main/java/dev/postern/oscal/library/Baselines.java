package dev.postern.oscal.library;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Findings;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Stopped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows the imports of profiles to what they select.
public final class Baselines {
    private static final List<Model> IMPORTED = List.of(Model.CATALOG, Model.PROFILE);
    private static final int MAX_DEPTH = 10;

    /// Of all profiles that one comes to: they can import each other many times over.
    private static final int MOST_IMPORTS = 500;

    private final References references;
    private int imports;

    public Baselines(Shelf shelf) {
        references = new References(shelf);
    }

    /// What it selects.
    ///
    /// @param holding a profile or a catalog
    public Baseline of(Holding holding) {
        imports = 0;
        return of(holding, List.of());
    }

    private Baseline of(Holding holding, List<Holding> importers) {
        if (holding.model() == Model.CATALOG) {
            Set<String> all = new LinkedHashSet<>();
            holding.catalog().ifPresent(catalog -> catalog.controls().forEach(control -> all.add(control.id())));
            return new Baseline(holding, all, List.of(holding), Map.of(), List.of());
        }
        return new Run(holding, importers).baseline();
    }

    /// One profile under way.
    private final class Run {
        private final Holding holding;
        private final List<Holding> path;
        private final Set<String> controls = new LinkedHashSet<>();
        private final Set<Holding> catalogs = new LinkedHashSet<>();
        private final Map<String, ObjectNode> settings = new LinkedHashMap<>();
        private final List<Finding> unresolved = new Findings();

        Run(Holding holding, List<Holding> importers) {
            this.holding = holding;
            path = new ArrayList<>(importers);
            path.add(holding);
        }

        Baseline baseline() {
            ObjectNode profile = holding.document().content();
            List<ObjectNode> imports = profile.objects("imports");
            for (int i = 0; i < imports.size(); i++) {
                follow(imports.get(i), Pointer.item("/profile/imports", i));
            }
            for (ObjectNode setting :
                    profile.object("modify").orElse(ObjectNode.EMPTY).objects("set-parameters")) {
                setting.text("param-id").ifPresent(id -> settings.merge(id, setting, Run::over));
            }
            return new Baseline(holding, controls, List.copyOf(catalogs), settings, unresolved);
        }

        private static ObjectNode over(ObjectNode before, ObjectNode after) {
            ObjectNode merged = before;
            for (var member : after.members().entrySet()) {
                merged = merged.with(member.getKey(), member.getValue());
            }
            return merged;
        }

        private void follow(ObjectNode imported, String at) {
            Stopped.ifAsked();
            String href = imported.text("href").orElse("");
            Optional<Holding> target = references.resolve(holding.document(), href, IMPORTED);
            if (target.isEmpty()) {
                unresolved.add(
                        Finding.error("import", "The import " + href + " is no document of the library.", at, imported)
                                .withHint("Put the document into the library's folder."));
                return;
            }
            if (++imports > MOST_IMPORTS) {
                unresolved.add(
                        Finding.error("limit", "There are too many imports: " + href + " is left out.", at, imported));
                return;
            }
            if (path.contains(target.get()) || path.size() > MAX_DEPTH) {
                unresolved.add(Finding.error(
                        "import", "The import " + href + " comes back to a profile that imports it.", at, imported));
                return;
            }
            Baseline inner = of(target.get(), path);
            catalogs.addAll(inner.catalogs());
            unresolved.addAll(inner.unresolved());
            inner.settings().forEach((id, setting) -> settings.merge(id, setting, Run::over));
            select(imported, inner, at);
        }

        private void select(ObjectNode imported, Baseline inner, String at) {
            Selection selection = Selection.of(
                    imported,
                    inner.controls(),
                    id -> inner.control(id).map(Control::parent).orElse(""));
            controls.addAll(selection.ids());
            unresolved.addAll(selection.faults(at));
        }
    }
}
