package dev.postern.oscal.references;

import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Severity;
import dev.postern.oscal.tree.Suggestion;
import dev.postern.oscal.tree.TextNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Compares what an implementation names with the baseline that it answers.
final class Against {
    private final Baseline baseline;
    private final List<Finding> findings;
    private final Set<String> known = new HashSet<>();
    private final Set<String> parts = new HashSet<>();
    private final Set<String> parameters = new HashSet<>();

    Against(Baseline baseline, List<Finding> findings) {
        this.baseline = baseline;
        this.findings = findings;
        for (var holding : baseline.catalogs()) {
            Catalog catalog = holding.catalog().orElseThrow();
            catalog.controls().forEach(control -> {
                known.add(control.id());
                Walk.over(control.node(), "", "", (object, member, _) -> {
                    if (member.equals("parts")) {
                        object.text("id").ifPresent(parts::add);
                    }
                });
            });
            parameters.addAll(catalog.parameters().keySet());
        }
    }

    void object(ObjectNode object, String member, String path) {
        if (object.get("control-id") instanceof TextNode id) {
            control(id, Pointer.child(path, "control-id"));
        }
        if (object.get("statement-id") instanceof TextNode id && !parts.contains(id.text())) {
            findings.add(unknown(Severity.WARNING, "statement", id, parts, Pointer.child(path, "statement-id")));
        }
        if (member.equals("set-parameters")
                && object.get("param-id") instanceof TextNode id
                && !parameters.contains(id.text())) {
            findings.add(unknown(Severity.WARNING, "parameter", id, parameters, Pointer.child(path, "param-id")));
        }
    }

    private void control(TextNode id, String path) {
        if (!known.contains(id.text())) {
            findings.add(unknown(Severity.ERROR, "control", id, known, path));
        } else if (!baseline.controls().contains(id.text())) {
            findings.add(Finding.warning(
                            "extraneous-control",
                            "The baseline \"" + baseline.holding().title() + "\" does not select " + id.text() + ".",
                            path,
                            id)
                    .withHint("It may be answered, but nobody asks for it."));
        }
    }

    private Finding unknown(Severity severity, String what, TextNode id, Collection<String> names, String path) {
        String hint = Suggestion.of(id.text(), names)
                .map(near -> "Did you mean " + near + "?")
                .orElse("search_controls finds controls by words.");
        return new Finding(
                severity,
                "unknown-" + what,
                "There is no " + what + " " + id.text() + " in \""
                        + baseline.holding().title() + "\" or what it imports.",
                path,
                id.line(),
                id.column(),
                hint);
    }
}
