package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Outcome;
import dev.postern.audit.Result;
import dev.postern.testing.Policies;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client that lacks a scope is told all it needs; one whom no scope would help is told of none.
class StepUpTest extends GateOnSockets {
    @Override
    TestGate open(TestUpstream behind) throws IOException {
        return Policies.gate(behind, false);
    }

    private static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"c-1\",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\"}}";
    }

    private Response send(String token, String body) throws IOException {
        try (RawClient client = gate.connect()) {
            return client.send("POST /mcp HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                            + body)
                    .response();
        }
    }

    @Test
    void namesAllScopesOfTheOperation() throws Exception {
        Response response = send("good", call("save"));

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.field("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_scope\", scope=\"")
                .contains("mcp:read", "mcp:use", "mcp:write")
                .contains("resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"");
        assertThat(response.body()).startsWith("{\"error\":\"insufficient_scope\"");
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void letsTheCallPassThatComesBackWithThem() throws Exception {
        assertThat(send("writer", call("save")).status()).isEqualTo(200);
        assertThat(upstream.nextCall().body()).isEqualTo(call("save"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"good", "writer"})
    void asksForNoScopeWhereNoneWouldHelp(String token) throws Exception {
        Response response = send(token, call("forbidden"));

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.count("WWW-Authenticate")).isZero();
        assertThat(response.body())
                .startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"c-1\",\"error\":{\"code\":-32003,\"message\":\"");
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void tellsTheOutcomeWhatWasMissing() throws Exception {
        send("good", call("save"));

        Outcome outcome = gate.outcome();
        assertThat(outcome.result()).isEqualTo(Result.INSUFFICIENT_SCOPE);
        assertThat(outcome.particulars().toString()).contains("mcp:write", "writers", "save");
    }
}
