package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Gone;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tools there are, in the order in which they are listed.
public final class Tools {
    private static final ObjectNode ANNOTATIONS = new ObjectBuilder()
            .put("readOnlyHint", true)
            .put("destructiveHint", false)
            .put("idempotentHint", true)
            .put("openWorldHint", false)
            .build();

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final ArrayNode list;

    public Tools(List<Tool> tools) {
        List<Node> described = new ArrayList<>();
        for (Tool tool : tools) {
            if (this.tools.put(tool.name(), tool) != null) {
                throw new IllegalArgumentException("two tools are named " + tool.name());
            }
            described.add(describe(tool));
        }
        list = ArrayNode.of(described);
    }

    ArrayNode list() {
        return list;
    }

    Answer call(ObjectNode params, Call call) {
        Optional<String> name = params.text("name");
        if (name.isEmpty()) {
            return Answer.failure(RpcError.INVALID_PARAMS, "params.name must be the name of a tool.");
        }
        Tool tool = tools.get(name.get());
        if (tool == null) {
            return new Answer.Failure(RpcError.unknown("tool", name.get(), List.copyOf(tools.keySet())));
        }
        Node arguments = params.get("arguments");
        if (arguments != null && !(arguments instanceof ObjectNode)) {
            return Answer.failure(RpcError.INVALID_PARAMS, "params.arguments must be an object.");
        }
        ObjectNode given = arguments instanceof ObjectNode object ? object : ObjectNode.EMPTY;
        List<String> faults = new ArgumentCheck(tool.parameters()).faults(given);
        ToolResult result = faults.isEmpty()
                ? bounded(tool, new Arguments(given), call)
                : new ToolResult.Refused(String.join("\n", faults));
        return new Answer.Result(result.toNode());
    }

    private static ToolResult bounded(Tool tool, Arguments arguments, Call call) {
        try {
            return tool.call(arguments, call);
        } catch (Gone gone) {
            return new ToolResult.Refused(gone.sentence());
        } catch (RuntimeException failed) {
            // Libraries have exceptions of their own for an interrupted thread.
            if (failed instanceof Stopped || call.isCancelled()) {
                return new ToolResult.Refused(Answer.TOO_LONG);
            }
            throw failed;
        }
    }

    private static ObjectNode describe(Tool tool) {
        return new ObjectBuilder()
                .put("name", tool.name())
                .put("title", tool.title())
                .put("description", tool.description())
                .put("inputSchema", new Kind.Members(tool.parameters(), false).schema())
                .putNode("outputSchema", tool.outputSchema())
                .put(
                        "annotations",
                        new ObjectBuilder()
                                .put("title", tool.title())
                                .putAll(ANNOTATIONS)
                                .build())
                .build();
    }
}
