package dev.postern.oscal.references;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Baselines;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.References;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Findings;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether what a document names is there. What cannot be told, because the library does not have what is imported, is
/// said and no error.
public final class ReferenceCheck {
    private static final List<Model> BASELINES = List.of(Model.PROFILE, Model.CATALOG);

    /// What came of it.
    ///
    /// @param skipped what could not be told, as sentences
    public record Result(List<Finding> findings, List<String> skipped) {
        public Result {
            findings = List.copyOf(findings);
            skipped = List.copyOf(skipped);
        }
    }

    /// Looks at everything that the document names.
    ///
    /// @param against what controls are compared with, instead of what the document imports
    public Result check(OscalDocument document, Optional<Holding> against, Shelf shelf) {
        Names names = new Names(document);
        List<Finding> findings = new Findings();
        names.twice().forEach(findings::add);
        List<String> skipped = new ArrayList<>();
        Inside inside = new Inside(document, names, findings);
        Walk.over(document.content(), document.model().root(), document.rootPath(), inside::object);
        switch (document.model()) {
            case SYSTEM_SECURITY_PLAN -> plan(document, against, shelf, findings, skipped);
            case COMPONENT_DEFINITION -> components(document, against, shelf, findings, skipped);
            case PROFILE -> profile(document, shelf, findings, skipped);
            default -> {}
        }
        return new Result(findings, skipped);
    }

    private static void plan(
            OscalDocument document,
            Optional<Holding> against,
            Shelf shelf,
            List<Finding> findings,
            List<String> skipped) {
        String href = document.content()
                .object("import-profile")
                .flatMap(imported -> imported.text("href"))
                .orElse("");
        Optional<Holding> baseline = against.or(() -> new References(shelf).resolve(document, href, BASELINES));
        ObjectNode implementation =
                document.content().object("control-implementation").orElse(ObjectNode.EMPTY);
        compare(
                implementation,
                document.rootPath() + "/control-implementation",
                baseline,
                href,
                shelf,
                findings,
                skipped);
    }

    private static void components(
            OscalDocument document,
            Optional<Holding> against,
            Shelf shelf,
            List<Finding> findings,
            List<String> skipped) {
        Walk.over(document.content(), document.model().root(), document.rootPath(), (object, member, path) -> {
            if (member.equals("control-implementations")) {
                String source = object.text("source").orElse("");
                Optional<Holding> baseline =
                        against.or(() -> new References(shelf).resolve(document, source, BASELINES));
                compare(object, path, baseline, source, shelf, findings, skipped);
            }
        });
    }

    private static void compare(
            ObjectNode implementation,
            String path,
            Optional<Holding> baseline,
            String href,
            Shelf shelf,
            List<Finding> findings,
            List<String> skipped) {
        if (baseline.isEmpty()) {
            skipped.add("Controls at " + path + ": the library does not have \"" + href + "\", which they are of.");
            return;
        }
        Baseline selected = new Baselines(shelf).of(baseline.get());
        if (!selected.unresolved().isEmpty() && selected.controls().isEmpty()) {
            skipped.add("Controls at " + path + ": "
                    + selected.unresolved().getFirst().message());
            return;
        }
        Walk.over(implementation, "", path, new Against(selected, findings)::object);
    }

    private static void profile(OscalDocument document, Shelf shelf, List<Finding> findings, List<String> skipped) {
        Optional<Holding> held = shelf.of(Model.PROFILE).stream()
                .filter(holding -> holding.uuid().equals(document.uuid()))
                .findFirst();
        if (held.isEmpty()) {
            skipped.add("What the profile imports: only profiles of the library are followed.");
            return;
        }
        new Baselines(shelf).of(held.get()).unresolved().forEach(finding -> {
            if (finding.rule().equals("import")) {
                skipped.add(finding.message());
            } else {
                findings.add(finding);
            }
        });
    }
}
