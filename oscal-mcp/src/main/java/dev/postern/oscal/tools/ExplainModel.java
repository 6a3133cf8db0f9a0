package dev.postern.oscal.tools;

import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.schema.SchemaPlaces;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `explain_model`: what may stand at one place of a model.
public final class ExplainModel implements Tool {
    private final Once<OscalSchema> schema;

    public ExplainModel(Once<OscalSchema> schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "explain_model";
    }

    @Override
    public String title() {
        return "Explain a model";
    }

    @Override
    public String description() {
        return "Tells what may stand at one path of an OSCAL model: its members, which of them are required, their types "
                + "and allowed words, as a piece of NIST's JSON Schema that goes one level deep. Without a path: the models.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.optional(
                "path",
                "Names from the model on: /system-security-plan/control-implementation. Numbers of elements may stand in "
                        + "it, so paths of findings can be given as they are.",
                new Kind.Text(1_000)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("oscal_version", "Of the schema.")
                .list("models", "Without a path: what paths begin with.")
                .maybe()
                .text("path", "Without the numbers of elements.")
                .maybe()
                .object("schema", "A JSON Schema; go on with path/member for what is further in.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        SchemaPlaces places = new SchemaPlaces(schema.get());
        ObjectBuilder result =
                new ObjectBuilder().put("oscal_version", schema.get().version());
        Optional<String> path = arguments.text("path");
        if (path.isEmpty()) {
            return ToolResult.of(
                    "Models: " + String.join(", ", places.models()),
                    result.putTexts("models", places.models()).build());
        }
        return switch (places.at(path.get())) {
            case SchemaPlaces.Place.Nowhere(String reason) -> new ToolResult.Refused(reason);
            case SchemaPlaces.Place.There(String found, ObjectNode fragment) ->
                ToolResult.of(
                        text(found, fragment),
                        result.put("path", found).put("schema", fragment).build());
        };
    }

    private static String text(String path, ObjectNode fragment) {
        StringBuilder text = new StringBuilder(path);
        ObjectNode object = fragment;
        if (fragment.object("items").isPresent()) {
            text.append(", an array; each element:");
            object = fragment.object("items").get();
        }
        title(object, text);
        List<String> required = texts(object, "required");
        object.object("properties").orElse(ObjectNode.EMPTY).members().forEach((name, member) -> {
            if (member instanceof ObjectNode each) {
                text.append("\n  ").append(name).append(required.contains(name) ? " (required), " : ", ");
                text.append(each.text("type").orElse("string"));
                each.text("$comment").ifPresent(rule -> text.append(", ").append(rule));
                List<String> words = words(each);
                text.append(words.isEmpty() ? "" : ", " + String.join(" | ", words));
                each.text("description").ifPresent(about -> text.append(": ").append(about));
            }
        });
        return text.toString();
    }

    private static void title(ObjectNode object, StringBuilder text) {
        object.text("title").ifPresent(title -> text.append("\n").append(title));
        object.text("description").ifPresent(about -> text.append(". ").append(about));
        object.text("$comment").ifPresent(rule -> text.append("\nIt must be ").append(rule));
        text.append(Ids.line("words", words(object)));
    }

    /// Words that are allowed, or that NIST knows where others may be used too.
    private static List<String> words(ObjectNode value) {
        List<String> words = new ArrayList<>(texts(value, "enum"));
        value.objects("anyOf").forEach(each -> words.addAll(texts(each, "enum")));
        return words;
    }

    private static List<String> texts(ObjectNode value, String keyword) {
        return value.items(keyword).stream()
                .filter(TextNode.class::isInstance)
                .map(word -> ((TextNode) word).text())
                .toList();
    }
}
