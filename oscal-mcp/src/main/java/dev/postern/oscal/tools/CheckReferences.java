package dev.postern.oscal.tools;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.references.ReferenceCheck;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Optional;

/// `check_references`: whether what a document names is there.
public final class CheckReferences implements Tool {
    private final Documents documents;
    private final ReferenceCheck check;

    public CheckReferences(Documents documents, ReferenceCheck check) {
        this.documents = documents;
        this.check = check;
    }

    @Override
    public String name() {
        return "check_references";
    }

    @Override
    public String title() {
        return "Check references";
    }

    @Override
    public String description() {
        return "Finds what an OSCAL document names and nothing is: controls, statements and parameters that its baseline "
                + "does not have, parameters inserted in prose, components, roles, parties and links; and ids and uuids "
                + "that two things share.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("document", "What to look into.", Documents.DOCUMENT),
                Parameter.optional(
                        "against",
                        "A profile or catalog of the library to compare controls with, instead of what is imported.",
                        new Kind.Text(500)),
                Parameter.optional("max_findings", "How many to tell (default 50).", new Kind.Whole(1, 1_000)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return Judgement.schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        Optional<String> against = arguments.text("against");
        return documents
                .document(arguments, "document", call)
                .use(document -> against.isEmpty()
                        ? check(document, Optional.empty(), arguments, call)
                        : documents
                                .baseline(against.get(), call)
                                .use(baseline -> check(
                                        document, Optional.of(baseline).map(Baseline::holding), arguments, call)));
    }

    private ToolResult check(OscalDocument document, Optional<Holding> against, Arguments arguments, Call call) {
        ReferenceCheck.Result result = check.check(document, against, documents.shelf(call));
        return new Judgement(Judgement.about(document), result.findings(), result.skipped()).answer(arguments);
    }
}
