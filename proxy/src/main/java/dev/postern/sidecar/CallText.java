package dev.postern.sidecar;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.mcp.McpMethods;
import java.util.List;
import java.util.Optional;

/// Reads a call as a person writes it: without what JSON-RPC wants besides.
final class CallText {
    private CallText() {}

    static Optional<List<McpMessage>> read(String text) {
        return StrictJson.read(text).flatMap(CallText::message).map(List::of);
    }

    private static Optional<McpMessage> message(JsonObject object) {
        JsonObject params = object.object("params").orElse(JsonObject.EMPTY);
        return object.string("method")
                .map(method -> new McpMessage.Call(
                        method.startsWith("notifications/") ? null : "1", method, target(method, params), params));
    }

    private static Target target(String method, JsonObject params) {
        for (Kind kind : List.of(Kind.TOOL, Kind.PROMPT, Kind.RESOURCE)) {
            if (McpMethods.naming(kind).contains(method)) {
                String name =
                        params.string(kind == Kind.RESOURCE ? "uri" : "name").orElse("");
                return new Target(kind, name);
            }
        }
        return Target.NONE;
    }
}
