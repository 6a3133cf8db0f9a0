package dev.postern.oscal.profile;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.References;
import dev.postern.oscal.library.Selection;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Findings;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Resolves profiles: import, merge, modify. What is imported is looked for in the library only, and whatever cannot be
/// followed is a finding.
public final class ProfileResolver {
    private static final List<Model> IMPORTED = List.of(Model.CATALOG, Model.PROFILE);
    private static final int MAX_DEPTH = 10;

    private final References references;
    private final Effort effort;

    /// Over a library.
    ///
    /// @param effort how much work one call may be
    public ProfileResolver(Shelf shelf, Effort effort) {
        references = new References(shelf);
        this.effort = effort;
    }

    /// What the profile comes to.
    ///
    /// @param address what the catalog says that it came from
    public Resolution resolve(OscalDocument profile, String address) {
        Resolution resolution = new Run(new Step(profile, address), List.of()).resolution();
        ObjectNode headed = Heading.of(resolution.catalog(), profile, address);
        return new Resolution(
                headed,
                resolution.implied(),
                resolution.imports(),
                resolution.altered(),
                resolution.set(),
                resolution.unresolved(),
                resolution.warnings());
    }

    /// A profile on the way of imports, and where it is.
    private record Step(OscalDocument profile, String address) {

        /// Another format of a document has its uuid.
        boolean is(Holding holding) {
            return holding.uri().equals(address)
                    || (holding.model() == profile.model()
                            && holding.uuid().isPresent()
                            && holding.uuid().equals(profile.uuid()));
        }
    }

    /// One profile under way.
    private final class Run {
        private final OscalDocument profile;
        private final List<Step> path;
        private final List<Structure.Selected> selections = new ArrayList<>();
        private final List<ObjectNode> resources = new ArrayList<>();
        private final List<Resolution.Followed> followed = new ArrayList<>();
        private final Set<String> implied = new LinkedHashSet<>();
        private final List<Finding> unresolved = new Findings();
        private final List<Finding> warnings = new Findings();

        Run(Step step, List<Step> importers) {
            profile = step.profile();
            path = Branches.joined(importers, List.of(step));
        }

        Resolution resolution() {
            ObjectNode content = profile.content();
            List<ObjectNode> imports = content.objects("imports");
            for (int i = 0; i < imports.size(); i++) {
                followed.add(follow(imports.get(i), Pointer.item("/profile/imports", i)));
            }
            ObjectNode merge = content.object("merge").orElse(ObjectNode.EMPTY);
            Structure structure = new Structure(new Combination(merge, warnings), effort);
            ObjectNode body = structure.of(selections, merge);
            implied.addAll(structure.implied());
            Modification modification =
                    new Modification(content.object("modify").orElse(ObjectNode.EMPTY), effort, warnings);
            ObjectNode needed = Needed.params(modification.of(body));
            resources.addAll(backMatter(content));
            ObjectNode mentioning = needed.with("metadata", Heading.metadata(profile));
            List<ObjectNode> kept = Needed.resources(resources, mentioning);
            ObjectNode catalog = kept.isEmpty()
                    ? needed
                    : needed.with("back-matter", Branches.with(ObjectNode.EMPTY, "resources", kept));
            return new Resolution(
                    catalog, implied, followed, modification.altered(), modification.set(), unresolved, warnings);
        }

        private static List<ObjectNode> backMatter(ObjectNode content) {
            return content.object("back-matter").orElse(ObjectNode.EMPTY).objects("resources");
        }

        private Resolution.Followed follow(ObjectNode imported, String at) {
            String href = imported.text("href").orElse("");
            Optional<Holding> target = references.resolve(profile, href, IMPORTED);
            if (target.isEmpty()) {
                unresolved.add(
                        Finding.error("import", "The import " + href + " is no document of the library.", at, imported)
                                .withHint("Put the document into the library's folder."));
                return new Resolution.Followed(href, "", 0);
            }
            Holding holding = target.get();
            if (path.stream().anyMatch(step -> step.is(holding))) {
                unresolved.add(Finding.error(
                        "import", "The import " + href + " comes back to a profile that imports it.", at, imported));
                return new Resolution.Followed(href, holding.uri(), 0);
            }
            if (path.size() > MAX_DEPTH || !effort.imports()) {
                unresolved.add(
                        Finding.error("limit", "There are too many imports: " + href + " is left out.", at, imported));
                return new Resolution.Followed(href, holding.uri(), 0);
            }
            int controls = select(imported, catalog(holding, at, imported), at);
            return new Resolution.Followed(href, holding.uri(), controls);
        }

        private ObjectNode catalog(Holding holding, String at, ObjectNode imported) {
            OscalDocument document = holding.document();
            if (document.model() == Model.CATALOG) {
                return document.content();
            }
            Resolution inner = new Run(new Step(document, holding.uri()), path).resolution();
            inner.unresolved().forEach(finding -> unresolved.add(through(finding, document, at, imported)));
            inner.warnings().forEach(finding -> warnings.add(through(finding, document, at, imported)));
            implied.addAll(inner.implied());
            return inner.catalog();
        }

        private static Finding through(Finding finding, OscalDocument document, String at, ObjectNode imported) {
            return new Finding(
                    finding.severity(),
                    finding.rule(),
                    "In \"" + document.title() + "\": " + finding.message(),
                    at,
                    imported.line(),
                    imported.column(),
                    finding.hint());
        }

        private int select(ObjectNode imported, ObjectNode catalog, String at) {
            Map<String, String> parents = new LinkedHashMap<>();
            Structure.parents(catalog, "", parents);
            if (!effort.selects(imported, parents.size())) {
                unresolved.add(
                        Finding.error("limit", "There is too much to select: the import is left out.", at, imported));
                return 0;
            }
            Selection selection = Selection.of(imported, parents.keySet(), id -> parents.getOrDefault(id, ""));
            if (!effort.places(selection.ids().size())) {
                unresolved.add(
                        Finding.error("limit", "There is too much to select: the import is left out.", at, imported));
                return 0;
            }
            unresolved.addAll(selection.faults(at));
            selections.add(new Structure.Selected(body(catalog), selection.ids()));
            resources.addAll(backMatter(catalog));
            return selection.ids().size();
        }

        private static ObjectNode body(ObjectNode catalog) {
            ObjectNode body = ObjectNode.EMPTY;
            for (String member : List.of("params", "controls", "groups")) {
                body = Branches.with(body, member, catalog.objects(member));
            }
            return body;
        }
    }
}
