package dev.postern.audit;

import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMessage.Kind;
import org.jspecify.annotations.Nullable;

/// What a message asked for, as far as it is written down.
///
/// @param method the JSON-RPC method
/// @param kind what the target is
/// @param name of the target, empty where there is none
/// @param arguments as JSON, redacted and bounded; null where they are not asked for
public record Operation(
        String method, Kind kind, String name, @Nullable String arguments) {
    private static final int LONGEST = 256;

    public Operation {
        method = bounded(method);
        name = bounded(name);
    }

    static Operation of(McpMessage.Call call, ArgumentRule arguments) {
        return new Operation(call.method(), call.target().kind(), call.target().name(), arguments.show(call));
    }

    private static String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
