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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `validate`: what is wrong with a document, tier by tier.
public final class Validate implements Tool {
    /// Answered in milliseconds; what takes seconds is asked for.
    private static final String DEFAULT = "references";

    private final Documents documents;
    private final List<Tier> tiers;

    /// @param tiers the cheap ones first
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
        return "Judges an OSCAL document in JSON, YAML or XML: whether it can be read, whether it follows NIST's "
                + "schema, and whether what it names is there; with level=constraints also by NIST's Metaschema constraints, which takes seconds. Each finding has a severity, rule, message, path, line and column, and often a hint.";
    }

    @Override
    public List<Parameter> parameters() {
        List<String> levels = new ArrayList<>(tiers.stream().map(Tier::level).toList());
        levels.add("all");
        return List.of(
                Parameter.required("document", "What to judge.", Documents.DOCUMENT),
                Parameter.optional(
                        "level",
                        "How thoroughly (default " + DEFAULT + "): each includes those before it.",
                        new Kind.Choice(levels)),
                Parameter.optional(
                        "max_findings",
                        "How many to tell (default " + Judgement.FINDINGS + ").",
                        new Kind.Whole(1, 1_000)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return Judgement.schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return documents.open(arguments, "document", call).use(opening -> switch (opening) {
            case DocumentReader.Opening.NoDocument(var format, var findings) ->
                new Judgement(
                                new ObjectBuilder().put("format", format.word()).build(),
                                findings,
                                List.of("Everything but the form of the text."))
                        .answer(arguments);
            case DocumentReader.Opening.Opened(var document) -> judge(document, arguments, call);
        });
    }

    private ToolResult judge(OscalDocument document, Arguments arguments, Call call) {
        List<Tier> asked = upTo(arguments.text("level", DEFAULT));
        List<Finding> findings = new ArrayList<>(document.findings());
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Tier tier = asked.get(i);
            if (call.isCancelled()) {
                skipped.add("The level " + tier.level() + ", because nobody waits any more.");
                break;
            }
            call.progress(i, asked.size(), "Judging by " + tier.level() + ".");
            Tier.Verdict verdict = tier.judge(document, List.copyOf(findings), call);
            findings.addAll(verdict.findings());
            skipped.addAll(verdict.skipped());
        }
        return new Judgement(Judgement.about(document), findings, skipped).answer(arguments);
    }

    private List<Tier> upTo(String level) {
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).level().equals(level)) {
                return tiers.subList(0, i + 1);
            }
        }
        return tiers;
    }
}
