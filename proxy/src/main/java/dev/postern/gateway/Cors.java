package dev.postern.gateway;

import dev.postern.mcp.McpHeaders;
import dev.postern.policy.OriginRule;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a browser is told so that a page of an allowed origin can use the MCP endpoint (Fetch, CORS protocol). A `*`
/// does not do: it never covers `Authorization`.
final class Cors {
    static final String METHODS = "GET, POST, DELETE, OPTIONS";
    private static final String EXPOSED = "WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version, DPoP-Nonce, "
            + "Retry-After, RateLimit, RateLimit-Policy, X-Request-Id";
    private static final Fields VARY = Fields.NONE.with("Vary", "Origin");
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

    private final OriginRule rule;

    Cors(OriginRule rule) {
        this.rule = rule;
    }

    /// Whether the request has no `Origin` or an allowed one.
    boolean admits(RequestHead request) {
        return request.fields().first(FieldName.ORIGIN).map(rule::allows).orElse(true);
    }

    boolean isPreflight(RequestHead request) {
        return request.is("OPTIONS")
                && request.fields().has(FieldName.ORIGIN)
                && request.fields().has(FieldName.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /// What goes with every response on the MCP path.
    Fields responseFields(RequestHead request) {
        String origin = request.fields().first(FieldName.ORIGIN).orElse("");
        if (origin.isEmpty() || !rule.allows(origin)) {
            return VARY;
        }
        return VARY.with("Access-Control-Allow-Origin", origin).with("Access-Control-Expose-Headers", EXPOSED);
    }

    /// What a preflight is answered with.
    Fields preflightFields(RequestHead request) {
        return Fields.NONE
                .with(
                        "Access-Control-Allow-Origin",
                        request.fields().first(FieldName.ORIGIN).orElse(""))
                .with("Access-Control-Allow-Methods", METHODS)
                .with("Access-Control-Allow-Headers", String.join(", ", allowedHeaders(request)))
                .with("Access-Control-Max-Age", "7200")
                .with("Vary", "Origin, Access-Control-Request-Method, " + REQUEST_HEADERS);
    }

    private static List<String> allowedHeaders(RequestHead request) {
        List<String> allowed = new ArrayList<>(List.of("Authorization", "Content-Type", "Accept", "DPoP"));
        allowed.addAll(McpHeaders.REQUEST);
        String prefix = McpHeaders.PARAM_PREFIX.toLowerCase(Locale.ROOT);
        for (String asked : request.fields()
                .first(FieldName.ACCESS_CONTROL_REQUEST_HEADERS)
                .orElse("")
                .split(",", -1)) {
            String name = asked.strip();
            if (name.toLowerCase(Locale.ROOT).startsWith(prefix) && name.matches("[A-Za-z0-9_-]{1,100}")) {
                allowed.add(name);
            }
        }
        return allowed;
    }
}
