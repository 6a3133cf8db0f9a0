package dev.postern.condition;

import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What conditions may know of a caller and a call, besides claims and arguments.
final class CallFacts {
    /// The names below `identity`.
    static final List<String> OF_IDENTITY = List.of("subject", "client", "issuer", "scopes");

    /// The names below `call`.
    static final List<String> OF_CALL = List.of("method", "kind", "name");

    private CallFacts() {}

    /// A client that the token does not name is an empty text, so that conditions need not ask first.
    static Map<String, Object> of(Identity identity) {
        String client = identity.clientId();
        return Map.of(
                "subject", identity.subject(),
                "client", client == null ? "" : client,
                "issuer", identity.issuer().value(),
                "scopes", List.copyOf(identity.scopes().values()));
    }

    static Map<String, Object> of(String method, McpMessage.Target target) {
        return Map.of(
                "method", method,
                "kind", target.kind().name().toLowerCase(Locale.ROOT),
                "name", target.name());
    }
}
