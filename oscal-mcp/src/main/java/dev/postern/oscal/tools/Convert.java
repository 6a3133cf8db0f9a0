package dev.postern.oscal.tools;

import dev.postern.oscal.document.DocumentWriter;
import dev.postern.oscal.document.Format;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.schema.SchemaOrder;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `convert`: a document in another format, its members in the order of the schema.
public final class Convert implements Tool {
    private static final int MOST_WARNINGS = 50;

    private final Documents documents;
    private final Once<SchemaOrder> order;
    private final DocumentWriter writer = new DocumentWriter();

    public Convert(Documents documents, Once<SchemaOrder> order) {
        this.documents = documents;
        this.order = order;
    }

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public String title() {
        return "Convert a document";
    }

    @Override
    public String description() {
        return "Writes an OSCAL document as JSON, YAML or XML, its members in the order of the schema: the same"
                + " content is always the same text. Long ones come in pieces. Warnings tell what the other format has no"
                + " place for.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("document", "What to convert.", Documents.DOCUMENT),
                Parameter.required(
                        "to",
                        "json, yaml or xml.",
                        new Kind.Choice(
                                Arrays.stream(Format.values()).map(Format::word).toList())),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Excerpt.MOST);
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("model", "Of the document.")
                .text("from", "The format it was in.")
                .text("to", "The format it is in now.")
                .whole("characters", "How long the whole text is.")
                .list("warnings", "What was wrong or is left out; the first " + MOST_WARNINGS + ".")
                .text("content", "A piece of the text.")
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        Format to = Format.valueOf(arguments.requiredText("to").toUpperCase(Locale.ROOT));
        return documents.document(arguments, "document", call).use(document -> converted(document, to, arguments));
    }

    private ToolResult converted(OscalDocument document, Format to, Arguments arguments) {
        ObjectNode ordered = order.get().of(document.model(), document.whole());
        return switch (writer.write(to, document.model(), ordered)) {
            case DocumentWriter.Writing.Unwritable(String reason) -> new ToolResult.Refused(reason);
            case DocumentWriter.Writing.Written(String text, List<Finding> left) -> {
                List<Finding> warnings = new ArrayList<>(document.findings());
                warnings.addAll(left);
                Excerpt excerpt = Excerpt.of(text, arguments);
                ObjectBuilder result = new ObjectBuilder()
                        .put("model", document.model().root())
                        .put("from", document.format().word())
                        .put("to", to.word())
                        .put("characters", text.length())
                        .put(
                                "warnings",
                                warnings.stream()
                                        .limit(MOST_WARNINGS)
                                        .map(Finding::toNode)
                                        .toList());
                yield ToolResult.of(
                        document.model().root() + " as " + to.word() + ": " + text.length() + " characters, "
                                + warnings.size() + " warnings" + excerpt.more(),
                        excerpt.end(result).build());
            }
        };
    }
}
