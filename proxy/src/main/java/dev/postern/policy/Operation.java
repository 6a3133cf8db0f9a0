package dev.postern.policy;

import dev.postern.json.JsonObject;
import dev.postern.mcp.McpMessage.Target;
import org.jspecify.annotations.Nullable;

/// One thing that a message does, which is judged by itself.
///
/// @param method of the message
/// @param target what it is done to
/// @param arguments with what, null where that is not known
/// @param ofTheProtocol whether everybody may do it of whom no rule says otherwise
record Operation(String method, Target target, @Nullable JsonObject arguments, boolean ofTheProtocol) {

    Operation to(Target newTarget) {
        return new Operation(method, newTarget, arguments, ofTheProtocol);
    }
}
