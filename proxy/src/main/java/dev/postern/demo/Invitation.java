package dev.postern.demo;

import java.util.ArrayList;
import java.util.List;

/// What a person is shown when all is ready: lines that work when pasted.
///
/// @param url the guarded MCP endpoint
/// @param origin where the pages for people are
/// @param user who can log in
/// @param password of that user
/// @param program how this very program is called
/// @param calls parameters for `tools/call` that are worth a look
public record Invitation(String url, String origin, String user, String password, String program, List<String> calls) {
    public Invitation {
        calls = List.copyOf(calls);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Postern is ready: " + url);
        lines.add("");
        lines.add("Log in as " + user + ", with the password " + password);
        lines.add("");
        lines.add("Without a token, the 401 that tells a client where to get one:");
        lines.add("");
        lines.add("  curl -isS -X POST " + url);
        lines.add("");
        lines.add("As a client that knows nothing but the URL; a browser opens:");
        lines.add("");
        lines.add("  " + program + " login " + url);
        lines.add("  " + program + " call " + url + " tools/list");
        calls.forEach(call -> lines.add("  " + program + " call " + url + " tools/call '" + call + "'"));
        lines.add("  " + withToken());
        lines.add("");
        lines.add("Any other MCP client; it needs no more than this, and asks you to log in:");
        lines.add("");
        lines.addAll(clientConfiguration());
        lines.add("");
        lines.add("What you gave access to, and how to take it away: " + origin + "/applications");
        lines.add("");
        lines.add(
                "Ctrl-C ends everything, and this demo is forgotten: a client that logged in to it has to forget it too");
        lines.add("before the next one (" + program + " logout " + url + ").");
        return lines;
    }

    private String withToken() {
        String initialize = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"curl\",\"version\":\"1\"}}}";
        return "curl -isS " + url + " -H \"Authorization: Bearer $(" + program + " token " + url + ")\" "
                + "-H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' "
                + "-d '" + initialize + "'";
    }

    private List<String> clientConfiguration() {
        return """
              { "mcpServers": { "postern-demo": { "type": "http", "url": "%s" } } }
            """.formatted(url).lines().toList();
    }

    /// Not the password.
    @Override
    public String toString() {
        return url;
    }
}
