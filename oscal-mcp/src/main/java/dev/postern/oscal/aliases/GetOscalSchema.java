package dev.postern.oscal.aliases;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Content;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `get_oscal_schema`: the whole JSON Schema of a model, as text, once.
public final class GetOscalSchema implements Tool {
    private final Once<OscalSchema> schema;

    public GetOscalSchema(Once<OscalSchema> schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "get_oscal_schema";
    }

    @Override
    public String title() {
        return "Get the schema of a model";
    }

    @Override
    public String description() {
        return "The whole JSON Schema of one model, for programs: about 100 KB. To learn what may stand somewhere, "
                + "explain_model answers in 5 KB.";
    }

    @Override
    public List<Parameter> parameters() {
        List<String> names = new ArrayList<>(Model.roots());
        names.add("complete");
        return List.of(
                Parameter.optional("model_name", "The model; complete is refused.", new Kind.Choice(names)),
                Parameter.optional("schema_type", "json; xsd is refused.", new Kind.Choice(List.of("json", "xsd"))));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return Optional.empty();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        String name = arguments.text("model_name", "complete");
        if (name.equals("complete")) {
            return new ToolResult.Refused("The schema of all models is half a megabyte: name one as model_name, or ask "
                    + "explain_model for a place.");
        }
        if (arguments.text("schema_type", "json").equals("xsd")) {
            return new ToolResult.Refused(
                    "There is no XML schema here: validate judges XML, and explain_model tells the same names.");
        }
        return Model.of(name)
                .flatMap(model -> schema.get().of(model))
                .<ToolResult>map(whole ->
                        new ToolResult.Done(List.of(Content.text(new JsonWriter().compact(whole))), Optional.empty()))
                .orElseGet(() -> new ToolResult.Refused(
                        "OSCAL " + schema.get().version() + ", which this server knows, has no " + name + "."));
    }
}
