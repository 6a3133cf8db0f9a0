package dev.postern.demo;

import java.util.ArrayList;
import java.util.List;

/// What a person is shown when all is ready: lines that work when pasted.
///
/// @param url the guarded MCP endpoint
/// @param issuer the development issuer
/// @param user whose token it is
/// @param token an access token
/// @param modern whether the upstream is known to speak MCP of 2026-07-28, which needs no session
public record Invitation(String url, String issuer, DemoUser user, String token, boolean modern) {
    private static final String DISCOVER =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{\"_meta\":{"
                    + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                    + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"curl\",\"version\":\"1\"},"
                    + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"curl\",\"version\":\"1\"}}}";

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Postern is ready: " + url);
        lines.add("");
        lines.add("A token of " + user.name() + ", good for 12 hours or until this demo ends:");
        lines.add("");
        lines.add("  " + token);
        lines.add("");
        lines.add("Without a token, the 401 that tells a client where to get one:");
        lines.add("");
        lines.add("  " + withoutToken());
        lines.add("");
        lines.add("With the token, what the server behind answers:");
        lines.add("");
        lines.add("  " + withToken());
        lines.add("");
        lines.add("For an MCP client that takes a configuration file:");
        lines.add("");
        lines.addAll(clientConfiguration());
        lines.add("");
        lines.add("Another token: curl -s -u " + user.name() + ":" + user.secret()
                + " -d grant_type=client_credentials " + issuer + "/token");
        lines.add("");
        lines.add("Ctrl-C ends everything.");
        return lines;
    }

    String withoutToken() {
        return "curl -isS -X POST " + url;
    }

    String withToken() {
        String mcp = modern ? "-H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: server/discover' " : "";
        return "curl -isS " + url + " -H 'Authorization: Bearer " + token + "' "
                + "-H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' "
                + mcp + "-d '" + (modern ? DISCOVER : INITIALIZE) + "'";
    }

    private List<String> clientConfiguration() {
        return """
              {
                "mcpServers": {
                  "postern-demo": {
                    "type": "http",
                    "url": "%s",
                    "headers": { "Authorization": "Bearer %s" }
                  }
                }
              }
            """.formatted(url, token).lines().toList();
    }
}
