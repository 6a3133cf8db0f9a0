package dev.postern.oscal.aliases;

import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import java.util.List;
import java.util.Optional;

/// `about`: which server this is.
public final class About implements Tool {
    private final String version;
    private final Once<OscalSchema> schema;

    public About(String version, Once<OscalSchema> schema) {
        this.version = version;
        this.schema = schema;
    }

    @Override
    public String name() {
        return "about";
    }

    @Override
    public String title() {
        return "About this server";
    }

    @Override
    public String description() {
        return "Tells the versions of the server and of the OSCAL that it knows.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return Optional.empty();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return json(new ObjectBuilder()
                .put("name", "postern-oscal")
                .put("version", version)
                .putTexts("keywords", List.of("oscal", "mcp", "compliance"))
                .put("oscal-version", schema.get().version())
                .build());
    }

    /// An answer as scripts for the Python server read it: a text that is JSON.
    static ToolResult json(ObjectNode answer) {
        return ToolResult.of(new JsonWriter().pretty(answer), answer);
    }
}
