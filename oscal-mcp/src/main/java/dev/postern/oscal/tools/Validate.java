package dev.postern.oscal.tools;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `validate`: what is wrong with a document, tier by tier.
public final class Validate implements Tool {
    private static final int FINDINGS = 50;

    private final Documents documents;
    private final List<Tier> tiers;

    /// @param tiers the cheap ones first; the first is the default
    public Validate(Documents documents, List<Tier> tiers) {
        this.documents = documents;
        this.tiers = List.copyOf(tiers);
    }

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String title() {
        return "Validate a document";
    }

    @Override
    public String description() {
        return "Judges an OSCAL document in JSON, YAML or XML: whether it can be read, and whether it follows NIST's "
                + "schema. Each finding has a severity, rule, message, path, line and column, and often a hint.";
    }

    @Override
    public List<Parameter> parameters() {
        List<String> levels = new ArrayList<>(tiers.stream().map(Tier::level).toList());
        levels.add("all");
        return List.of(
                Parameter.required("document", "What to judge.", Documents.DOCUMENT),
                Parameter.optional(
                        "level",
                        "How thoroughly (default all): each includes those before it.",
                        new Kind.Choice(levels)),
                Parameter.optional(
                        "max_findings", "How many to tell (default " + FINDINGS + ").", new Kind.Whole(1, 1_000)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
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

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return documents.open(arguments, "document", call).use(opening -> switch (opening) {
            case DocumentReader.Opening.NoDocument(var format, var findings) ->
                answer(
                        new ObjectBuilder().put("format", format.word()).build(),
                        findings,
                        List.of("Everything but the form of the text."),
                        arguments);
            case DocumentReader.Opening.Opened(var document) -> judge(document, arguments, call);
        });
    }

    private ToolResult judge(OscalDocument document, Arguments arguments, Call call) {
        String level = arguments.text("level", "all");
        List<Finding> findings = new ArrayList<>(document.findings());
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            if (call.isCancelled()) {
                skipped.add("The level " + tier.level() + ", because nobody waits any more.");
                break;
            }
            call.progress(i, tiers.size(), "Judging by " + tier.level() + ".");
            Tier.Verdict verdict = tier.judge(document, call);
            findings.addAll(verdict.findings());
            skipped.addAll(verdict.skipped());
            if (tier.level().equals(level)) {
                break;
            }
        }
        ObjectNode about = new ObjectBuilder()
                .put("model", document.model().root())
                .put("format", document.format().word())
                .putText("oscal_version", document.oscalVersion())
                .build();
        return answer(about, findings, skipped, arguments);
    }

    private static ToolResult answer(
            ObjectNode about, List<Finding> findings, List<String> skipped, Arguments arguments) {
        long errors = count(findings, Severity.ERROR);
        List<Finding> told = findings.stream()
                .limit(arguments.whole("max_findings", FINDINGS))
                .toList();
        ObjectBuilder counts = new ObjectBuilder();
        for (Severity severity : Severity.values()) {
            counts.put(severity.word(), count(findings, severity));
        }
        ObjectNode result = new ObjectBuilder()
                .put("valid", errors == 0)
                .putAll(about)
                .put("findings", told.stream().map(Finding::toNode).toList())
                .put("counts", counts.build())
                .putTexts("skipped", skipped)
                .build();
        return ToolResult.of(text(errors, findings.size(), told), result);
    }

    private static String text(long errors, int all, List<Finding> told) {
        StringBuilder text = new StringBuilder(errors == 0 ? "Valid" : "Not valid: " + errors + " errors");
        for (Finding finding : told) {
            text.append('\n').append(finding.severity().word()).append(" ").append(finding.path());
            if (finding.line() > 0) {
                text.append(" (line ").append(finding.line()).append(')');
            }
            text.append(": ").append(finding.message());
            if (!finding.hint().isEmpty()) {
                text.append(' ').append(finding.hint());
            }
        }
        return told.size() < all
                ? text.append("\n… ")
                        .append(all - told.size())
                        .append(" more; say max_findings")
                        .toString()
                : text.toString();
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
