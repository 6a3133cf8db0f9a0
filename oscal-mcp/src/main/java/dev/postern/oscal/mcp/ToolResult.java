package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Optional;

/// What came of a tool's call.
public sealed interface ToolResult {

    /// It did what was asked.
    ///
    /// @param structured for programs; follows the tool's output schema
    record Done(List<Content> content, Optional<ObjectNode> structured) implements ToolResult {
        public Done {
            content = List.copyOf(content);
        }
    }

    /// It could not, and the caller may mend its arguments.
    record Refused(String reason) implements ToolResult {}

    static ToolResult of(String text, ObjectNode structured) {
        return new Done(List.of(Content.text(text)), Optional.of(structured));
    }

    default ObjectNode toNode() {
        return switch (this) {
            case Done(var content, var structured) ->
                new ObjectBuilder()
                        .put("content", nodes(content))
                        .putNode("structuredContent", structured)
                        .put("isError", false)
                        .build();
            case Refused(var reason) ->
                new ObjectBuilder()
                        .put("content", nodes(List.of(Content.text(reason))))
                        .put("isError", true)
                        .build();
        };
    }

    private static ArrayNode nodes(List<Content> content) {
        return ArrayNode.of(content.stream().map(Content::node).toList());
    }
}
