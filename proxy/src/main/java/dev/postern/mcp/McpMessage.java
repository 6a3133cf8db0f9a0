package dev.postern.mcp;

import dev.postern.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// One JSON-RPC message of a client, as far as it must be understood to judge it.
public sealed interface McpMessage {
    /// What remains to be known of it once it was judged, and may be kept for as long as its answer takes.
    McpMessage withoutParams();

    /// A request or a notification.
    ///
    /// @param id the `id` as its JSON text, null for a notification
    /// @param method the `method`
    /// @param target what the method is about, [Target#NONE] for most
    /// @param params the `params`, none where there are none
    record Call(@Nullable String id, String method, Target target, JsonObject params) implements McpMessage {
        @Override
        public McpMessage withoutParams() {
            return new Call(id, method, target, JsonObject.EMPTY);
        }
    }

    /// An answer to something the server asked (elicitation, sampling, roots).
    ///
    /// @param id the `id` as its JSON text
    record Reply(String id) implements McpMessage {
        @Override
        public McpMessage withoutParams() {
            return this;
        }
    }

    /// What a call names.
    ///
    /// @param kind of what sort it is
    /// @param name the tool's or prompt's name, or the resource's URI; empty where the kind is [Kind#NONE]
    record Target(Kind kind, String name) {
        public static final Target NONE = new Target(Kind.NONE, "");
    }

    /// What can be named, and listed.
    enum Kind {
        NONE,
        TOOL,
        PROMPT,
        RESOURCE,
        RESOURCE_TEMPLATE
    }
}
