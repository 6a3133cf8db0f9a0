package dev.postern.sidecar;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.mcp.McpMessage;
import dev.postern.mcp.MessageReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Reads a call as a person writes it: what JSON-RPC wants besides is added, and the gate's own reader reads the rest.
final class CallText {
    private CallText() {}

    static Optional<List<McpMessage>> read(String text) {
        return StrictJson.read(text)
                .map(call -> missing(call) + text.strip().substring(1))
                .flatMap(CallText::messages);
    }

    private static String missing(JsonObject call) {
        boolean notification = call.string("method").orElse("").startsWith("notifications/");
        return "{" + (call.has("jsonrpc") ? "" : "\"jsonrpc\":\"2.0\",")
                + (call.has("id") || notification ? "" : "\"id\":1,");
    }

    private static Optional<List<McpMessage>> messages(String message) {
        return switch (new MessageReader().read(message.getBytes(StandardCharsets.UTF_8))) {
            case MessageReader.Reading.Messages(List<McpMessage> messages, boolean _) -> Optional.of(messages);
            case MessageReader.Reading.Unreadable _ -> Optional.empty();
        };
    }
}
