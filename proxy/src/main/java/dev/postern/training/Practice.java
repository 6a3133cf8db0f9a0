package dev.postern.training;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;

/// An issuer, an MCP server and a client on loopback, which together let a gate do once what it will do all day.
public final class Practice implements AutoCloseable {
    private static final int CALLS = 6_000;
    private static final String BODY =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
                    + "\"arguments\":{\"text\":\"" + "x".repeat(900) + "\"}}}";
    private static final String ACCEPT =
            "Accept: application/json, text/event-stream\r\nMcp-Protocol-Version: 2025-11-25\r\n";

    private final PracticeServer server = new PracticeServer();
    private final String issuer = "http://127.0.0.1:" + server.port();
    private final String resource = issuer + "/mcp";
    private final PracticeTokens tokens;

    /// Makes keys and begins to listen on a port of loopback.
    public Practice(Clock clock) throws IOException, GeneralSecurityException {
        tokens = new PracticeTokens(issuer, resource, clock);
        server.publish(
                "/.well-known/oauth-authorization-server",
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\"}".formatted(issuer, issuer));
        server.publish("/jwks", tokens.keySet());
    }

    /// The flags of the gate to practise on. The second issuer speaks no TLS; calling it is how TLS is practised.
    public List<String> flags() {
        String other = "https://127.0.0.1:" + server.port();
        return List.of(
                "--listen",
                "127.0.0.1:0",
                "--ops-listen",
                "127.0.0.1:0",
                "--upstream",
                resource,
                "--auth-resource-server-url",
                resource,
                "--auth-issuer-url",
                issuer + "," + other,
                "--drain-timeout=1s");
    }

    /// Makes every kind of request there is, and many of the usual one.
    ///
    /// @throws IOException where an answer is not the expected one
    public void run(InetSocketAddress gate, InetSocketAddress ops) throws IOException, GeneralSecurityException {
        calls(gate, tokens.rs256("alice"), 1);
        calls(gate, tokens.es256("bob"), 2);
        refusals(gate);
        streams(gate);
        try (PracticeClient client = new PracticeClient(ops)) {
            client.ask("GET /healthz", "", "", 200);
            client.ask("GET /readyz", "", "", 200);
            client.ask("GET /metrics", "", "", 200);
        }
        calls(gate, tokens.rs256("alice"), CALLS);
    }

    private static void calls(InetSocketAddress gate, String token, int count) throws IOException {
        try (PracticeClient client = new PracticeClient(gate)) {
            for (int i = 0; i < count; i++) {
                client.ask("POST /mcp", fields(token), BODY, 200);
            }
        }
    }

    private void refusals(InetSocketAddress gate) throws IOException, GeneralSecurityException {
        String forged = tokens.es256("eve").replaceFirst("[^.]{8}$", "AAAAAAAA");
        try (PracticeClient client = new PracticeClient(gate)) {
            client.ask("POST /mcp", ACCEPT, BODY, 401);
            client.ask("POST /mcp", fields(forged), BODY, 401);
            client.ask("POST /mcp", fields("no-token"), BODY, 401);
            client.ask("GET /.well-known/oauth-protected-resource/mcp", "", "", 200);
            client.ask("GET /nowhere", "", "", 404);
        }
    }

    private void streams(InetSocketAddress gate) throws IOException, GeneralSecurityException {
        for (int i = 0; i < 4; i++) {
            try (PracticeClient client = new PracticeClient(gate)) {
                client.open("GET /mcp", fields(tokens.rs256("alice")));
            }
        }
    }

    private static String fields(String token) {
        return "Authorization: Bearer " + token + "\r\n" + ACCEPT;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
