package dev.postern.oscal.testing;

import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;

/// A tool that was called, with arguments in JSON whose quotes may be single ones.
public record Asked(ToolResult result) {

    public static Asked of(Tool tool, String arguments) {
        String json = arguments.replace("'", "\"");
        return switch (new JsonReader(Limits.MESSAGE).read(json)) {
            case Reading.Read(ObjectNode object, var _) -> of(tool, object);
            case Reading other -> throw new IllegalArgumentException(json + other);
        };
    }

    public static Asked of(Tool tool, ObjectNode arguments) {
        return new Asked(tool.call(new Arguments(arguments), new SilentCall()));
    }

    /// A document argument.
    public static ObjectNode content(String text) {
        return new ObjectBuilder().put("content", text).build();
    }

    public String text() {
        return result instanceof ToolResult.Done(var content, var _)
                ? content.getFirst().node().text("text").orElseThrow()
                : "refused: " + refusal();
    }

    public String refusal() {
        return result instanceof ToolResult.Refused(String reason) ? reason : "not refused";
    }

    public ObjectNode structured() {
        return result instanceof ToolResult.Done(var _, var structured)
                ? structured.orElse(ObjectNode.EMPTY)
                : ObjectNode.EMPTY;
    }
}
