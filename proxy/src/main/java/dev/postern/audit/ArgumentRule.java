package dev.postern.audit;

import dev.postern.mcp.McpMessage;
import org.jspecify.annotations.Nullable;

/// Which calls' arguments are written down, and how much of them.
public interface ArgumentRule {
    ArgumentRule NEVER = _ -> null;

    /// The arguments of a call as JSON, fit to be written down; null where they are not asked for.
    @Nullable
    String show(McpMessage.Call call);
}
