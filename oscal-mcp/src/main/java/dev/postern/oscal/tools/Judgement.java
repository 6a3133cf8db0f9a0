package dev.postern.oscal.tools;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Severity;
import java.util.List;
import java.util.Optional;

/// Findings about a document, as they are told.
///
/// @param skipped what was not judged, as sentences
record Judgement(ObjectNode about, List<Finding> findings, List<String> skipped) {
    static final int FINDINGS = 50;
    private static final int MOST_CHARACTERS = 20_000;

    Judgement {
        findings = List.copyOf(findings);
        skipped = List.copyOf(skipped);
    }

    static ObjectNode about(OscalDocument document) {
        return new ObjectBuilder()
                .put("model", document.model().root())
                .put("format", document.format().word())
                .putText("oscal_version", document.oscalVersion())
                .build();
    }

    static Optional<ObjectNode> schema() {
        return new Shape()
                .flag("valid", "Whether there is no finding of severity error.")
                .text("model", "catalog, profile, …")
                .maybe()
                .text("format", "json, yaml or xml")
                .text("oscal_version", "As the document says.")
                .maybe()
                .list("findings", "severity, rule, message, path, line, column, hint")
                .object("counts", "How many findings there are of each severity.")
                .list("skipped", "What was not judged, and why.")
                .schema();
    }

    ToolResult answer(Arguments arguments) {
        List<Finding> told = findings.stream()
                .sorted((one, other) -> one.severity().compareTo(other.severity()))
                .limit(arguments.whole("max_findings", FINDINGS))
                .toList();
        told = told.subList(0, fitting(told));
        ObjectBuilder counts = new ObjectBuilder();
        for (Severity severity : Severity.values()) {
            counts.put(severity.word(), count(severity));
        }
        ObjectNode result = new ObjectBuilder()
                .put("valid", count(Severity.ERROR) == 0)
                .putAll(about)
                .put("findings", told.stream().map(Finding::toNode).toList())
                .put("counts", counts.build())
                .putTexts("skipped", skipped)
                .build();
        return ToolResult.of(text(told), result);
    }

    /// How many are told before the answer is too long to be read.
    private static int fitting(List<Finding> findings) {
        int characters = 0;
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            characters += finding.message().length()
                    + finding.path().length()
                    + finding.hint().length();
            if (characters > MOST_CHARACTERS) {
                return Math.max(1, i);
            }
        }
        return findings.size();
    }

    private String text(List<Finding> told) {
        long errors = count(Severity.ERROR);
        StringBuilder text = new StringBuilder(
                errors == 0 ? "Valid" : "Not valid: " + errors + (errors == 1 ? " error" : " errors"));
        for (Finding finding : told) {
            text.append('\n').append(finding.severity().word()).append(' ').append(finding.path());
            if (finding.line() > 0) {
                text.append(" (line ").append(finding.line()).append(')');
            }
            text.append(": ").append(finding.message());
            if (!finding.hint().isEmpty()) {
                text.append(' ').append(finding.hint());
            }
        }
        if (told.size() < findings.size()) {
            text.append("\n… ").append(findings.size() - told.size()).append(" more; say max_findings");
        }
        skipped.forEach(sentence -> text.append("\nNot judged: ").append(sentence));
        return text.toString();
    }

    private long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
