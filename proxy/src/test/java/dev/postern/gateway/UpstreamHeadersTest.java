package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which fields reach the upstream, and which come back.
class UpstreamHeadersTest extends GateOnSockets {
    @Test
    void theUpstreamGetsItsOwnHostAndTheIdentity() throws Exception {
        gate.get("/mcp", TestGate.GOOD);

        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.field("Host")).isEqualTo(upstream.url().getAuthority());
        assertThat(call.field("X-Auth-Subject")).isEqualTo("alice%20%C3%A9%25");
        assertThat(call.field("X-Auth-Client-Id")).isEqualTo("client-1");
        assertThat(call.field("X-Auth-Scopes")).isEqualTo("mcp:read mcp:use other");
        assertThat(call.field("X-Auth-Issuer")).isEqualTo("https://issuer.example.com");
        assertThat(call.field("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(call.field("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(call.field("X-Forwarded-Host")).isEqualTo("mcp.example.com");
        assertThat(call.field("X-Request-Id")).isEqualTo(gate.outcome().requestId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Auth-Subject",
                "x_auth_subject",
                "X-Auth_Subject",
                "X-Auth-Anything",
                "X-Forwarded-User",
                "X_Forwarded_For",
                "Forwarded",
                "X-Real-IP",
                "X-Remote-User",
                "X-HTTP-Method-Override",
                "X-Original-URL",
                "DPoP",
                "Proxy-Authorization",
                "Proxy-Connection",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Via-Something",
                "Signature"
            })
    void neverForwards(String name) throws Exception {
        gate.get("/mcp", TestGate.GOOD + name + ": mallory\r\n");

        assertThat(upstream.nextCall().head()).doesNotContain("mallory").doesNotContain("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Content-Type",
                "User-Agent",
                "MCP-Protocol-Version",
                "Mcp-Method",
                "Mcp-Name",
                "Mcp-Param-Anything",
                "Last-Event-ID",
                "traceparent",
                "X-Tenant"
            })
    void forwards(String name) throws Exception {
        gate.get("/mcp", TestGate.GOOD + name + ": Kept As Is\r\n");

        assertThat(upstream.nextCall().field(name)).isEqualTo("Kept As Is");
    }

    @Test
    void dropsWhatConnectionNamesButNeverItsOwnFields() throws Exception {
        gate.get("/mcp", TestGate.GOOD + "Connection: X-Auth-Subject, X-Hop, close\r\nX-Hop: 1\r\n");

        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.field("X-Hop")).isEmpty();
        assertThat(call.field("X-Auth-Subject")).isNotEmpty();
        assertThat(call.field("Connection")).isEmpty();
    }

    @Test
    void dropsOriginOnceItIsChecked() throws Exception {
        gate.get("/mcp", TestGate.GOOD + "Origin: https://mcp.example.com\r\n");

        assertThat(upstream.nextCall().field("Origin")).isEmpty();
    }

    @Test
    void forwardsTheQueryAsSentAndTheSlashNot() throws Exception {
        gate.get("/mcp/?b=%20&a=1", TestGate.GOOD);

        assertThat(upstream.nextCall().head()).startsWith("GET /mcp?b=%20&a=1 HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "http://UPSTREAM/mcp, https://mcp.example.com/mcp",
        "http://UPSTREAM/mcp/, https://mcp.example.com/mcp/",
        "http://UPSTREAM/other, https://mcp.example.com/other",
        "/mcp?x=1, https://mcp.example.com/mcp?x=1",
        "https://elsewhere.example/x, https://elsewhere.example/x",
        "//elsewhere.example/x, //elsewhere.example/x"
    })
    void rewritesLocation(String inside, String outside) throws Exception {
        String location = inside.replace("UPSTREAM", upstream.url().getAuthority());
        upstream.serve(call -> call.send(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"));

        Response response = gate.get("/mcp", TestGate.GOOD);

        assertThat(response.field("Location")).isEqualTo(outside);
    }

    @Test
    void dropsTheUpstreamsHopByHopAndCorsFields() throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
                + "Access-Control-Allow-Origin: *\r\nServer: uvicorn\r\nContent-Length: 2\r\n\r\nok"));

        Response response = gate.get("/mcp", TestGate.GOOD + "Origin: https://mcp.example.com\r\n");

        assertThat(response.field("X-Hop")).isEmpty();
        assertThat(response.field("Keep-Alive")).isEmpty();
        assertThat(response.field("Access-Control-Allow-Origin")).isEqualTo("https://mcp.example.com");
        assertThat(response.count("Access-Control-Allow-Origin")).isEqualTo(1);
        assertThat(response.field("Server")).isEqualTo("uvicorn");
        assertThat(response.count("X-Request-Id")).isEqualTo(1);
    }
}
