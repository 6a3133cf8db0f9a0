package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Result;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is ambiguous, broken or too much is refused with the right status and reaches nobody.
class HostileRequestTest extends GateOnSockets {
    private static final String AUTH = "Host: a\r\n" + TestGate.GOOD;

    record Hostile(String name, String bytes, int status) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Hostile post(String name, String fields, String body, int status) {
        return new Hostile(name, "POST /mcp HTTP/1.1\r\n" + AUTH + fields + "\r\n" + body, status);
    }

    private static Hostile target(String target, int status) {
        return new Hostile("target " + target, "GET " + target + " HTTP/1.1\r\n" + AUTH + "\r\n", status);
    }

    private static Hostile line(String line, int status) {
        return new Hostile("line " + line, line + "\r\n" + AUTH + "\r\n", status);
    }

    static Stream<Hostile> hostileRequests() {
        return Stream.of(
                post("both framings", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400),
                post("two lengths", "Content-Length: 5\r\nContent-Length: 5\r\n", "hello", 400),
                post("a list of lengths", "Content-Length: 5, 5\r\n", "hello", 400),
                post("a signed length", "Content-Length: +5\r\n", "hello", 400),
                post("a negative length", "Content-Length: -5\r\n", "hello", 400),
                post("a length with a blank", "Content-Length: 5 5\r\n", "hello", 400),
                post("a hexadecimal length", "Content-Length: 0x5\r\n", "hello", 400),
                post("an empty length", "Content-Length: \r\n", "", 400),
                post("a length beyond 15 digits", "Content-Length: 1000000000000000\r\n", "", 400),
                post("an unknown coding", "Transfer-Encoding: gzip\r\n", "", 501),
                post("two codings", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", 400),
                post("chunked twice", "Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n", 400),
                post("two coding fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "", 400),
                post("a coding with a vertical tab", "Transfer-Encoding: \u000bchunked\r\n", "0\r\n\r\n", 400),
                post("identity", "Transfer-Encoding: identity\r\n", "", 501),
                post("a blank before the colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n", 400),
                post("a folded field", "X-A: 1\r\n 2\r\n", "", 400),
                post("a bare line feed", "X-A: 1\nX-B: 2\r\n", "", 400),
                post("a bare carriage return", "X-A: 1\rX-B: 2\r\n", "", 400),
                post("a NUL in a value", "X-A: 1\0002\r\n", "", 400),
                post("a control in a value", "X-A: \u0001\r\n", "", 400),
                post("a name that is no token", "X(A): 1\r\n", "", 400),
                post("an empty name", ": 1\r\n", "", 400),
                post("a field without a colon", "X-A\r\n", "", 400),
                post("two hosts", "Host: b\r\n", "", 400),
                post("another expectation", "Expect: 200-ok\r\n", "", 417),
                post("an upgrade", "Connection: Upgrade\r\nUpgrade: websocket\r\n", "", 400),
                post("two session ids", "Mcp-Session-Id: a\r\nMcp-Session-Id: b\r\n", "", 400),
                post("two methods", "Mcp-Method: ping\r\nmcp-method: tools/call\r\n", "", 400),
                post("a chunk size that is no number", "Transfer-Encoding: chunked\r\n", "x\r\n", 400),
                post("a signed chunk size", "Transfer-Encoding: chunked\r\n", "+1\r\na\r\n0\r\n\r\n", 400),
                post("a chunk size with 0x", "Transfer-Encoding: chunked\r\n", "0x1\r\na\r\n0\r\n\r\n", 400),
                post("a chunk longer than its size", "Transfer-Encoding: chunked\r\n", "1\r\nabc\r\n0\r\n\r\n", 400),
                post("a chunk line with a bare feed", "Transfer-Encoding: chunked\r\n", "1\na\r\n0\r\n\r\n", 400),
                post("an endless chunk size", "Transfer-Encoding: chunked\r\n", "1".repeat(40) + "\r\n", 400),
                post("a trailer that is no field", "Transfer-Encoding: chunked\r\n", "0\r\nbroken\r\n\r\n", 400),
                target("/mcp/../admin", 400),
                target("/mcp/%2e%2e/admin", 400),
                target("/./mcp", 400),
                target("//mcp", 400),
                target("/mcp%2fx", 400),
                target("/mcp%5cx", 400),
                target("/mcp%00", 400),
                target("/mcp%", 400),
                target("/mcp%zz", 400),
                target("/mcp\\x", 400),
                target("/mcp#x", 400),
                target("mcp", 400),
                target("http://other/mcp", 400),
                target("ftp://a/mcp", 400),
                target("/mcp/deeper", 404),
                target("/", 404),
                target("/.well-known/anything", 404),
                target("/" + "a".repeat(9000), 414),
                line("CONNECT a:80 HTTP/1.1", 400),
                line("TRACE /mcp HTTP/1.1", 405),
                line("PUT /mcp HTTP/1.1", 405),
                line("GET /mcp HTTP/1.0", 505),
                line("GET /mcp HTTP/2.0", 505),
                line("PRI * HTTP/2.0", 505),
                line("GET /mcp HTTP/1.10", 400),
                line("GET /mcp http/1.1", 400),
                line("GET  /mcp HTTP/1.1", 400),
                line("GET /mcp", 400),
                line("GET\t/mcp\tHTTP/1.1", 400),
                line("G(T /mcp HTTP/1.1", 400),
                new Hostile("no host", "GET /mcp HTTP/1.1\r\n" + TestGate.GOOD + "\r\n", 400),
                new Hostile("an empty host", "GET /mcp HTTP/1.1\r\nHost:\r\n" + TestGate.GOOD + "\r\n", 400),
                new Hostile("a host with a path", "GET /mcp HTTP/1.1\r\nHost: a/b\r\n" + TestGate.GOOD + "\r\n", 400),
                new Hostile("a host with a user", "GET /mcp HTTP/1.1\r\nHost: u@a\r\n" + TestGate.GOOD + "\r\n", 400),
                new Hostile("a TLS greeting", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000", 400),
                new Hostile(
                        "a head that is too large", "GET /mcp HTTP/1.1\r\n" + AUTH + "X-A: " + "a".repeat(40_000), 431),
                new Hostile(
                        "too many fields", "GET /mcp HTTP/1.1\r\n" + AUTH + "X-A: 1\r\n".repeat(101) + "\r\n", 431));
    }

    @ParameterizedTest
    @MethodSource("hostileRequests")
    void refusesAndForwardsNothing(Hostile hostile) throws Exception {
        try (RawClient client = gate.connect()) {
            Response response = client.send(hostile.bytes()).response();

            assertThat(response.status()).isEqualTo(hostile.status());
            assertThat(response.field("Content-Type")).isEqualTo("application/json");
            assertThat(response.body()).contains("\"error\"").doesNotContain("good");
        }
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void closesTheConnectionAfterAHeadItCouldNotRead() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("GET /mcp HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\nGET /mcp HTTP/1.1\r\n" + AUTH + "\r\n");

            assertThat(client.readToEnd()).containsOnlyOnce("HTTP/1.1").contains("Connection: close");
        }
        assertThat(upstream.waitingCalls()).isZero();
        assertThat(gate.outcome().result()).isEqualTo(Result.BAD_REQUEST);
    }

    @Test
    void aBodyThatIsCutShortReachesNobodyAsComplete() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\n" + AUTH + "Content-Length: 100\r\n\r\nhalf")
                    .endOutput();

            assertThat(client.response().status()).isEqualTo(400);
        }
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void aChunkedBodyThatIsCutShortReachesNobodyAsComplete() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\n" + AUTH + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")
                    .endOutput();

            assertThat(client.response().status()).isEqualTo(400);
        }
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void acceptsAnAbsoluteFormForItsOwnAuthority() throws Exception {
        assertThat(gate.get("http://a/mcp", TestGate.GOOD).status()).isEqualTo(200);
        assertThat(upstream.nextCall().head()).startsWith("GET /mcp HTTP/1.1\r\n");
    }

    @Test
    void passesOverAnOfferOfHttp2() throws Exception {
        Response response = gate.get(
                "/mcp",
                TestGate.GOOD + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAM\r\n");

        assertThat(response.status()).isEqualTo(200);
        assertThat(upstream.nextCall().head()).doesNotContainIgnoringCase("upgrade", "http2");
    }

    @Test
    void readsTheBodyOfARefusedRequestSoThatTheConnectionStays() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nGET ");
            assertThat(client.response().status()).isEqualTo(401);
            client.send("POST /mcp HTTP/1.1\r\n" + AUTH + "Content-Length: 2\r\n\r\n{}");

            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void closesRatherThanReadAHugeRefusedBody() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\nbegin");

            Response response = client.response();
            assertThat(response.status()).isEqualTo(401);
            assertThat(response.field("Connection")).isEqualTo("close");
        }
    }

    static final List<String> HOSTILE_RESPONSES = List.of(
            "garbage\r\n\r\n",
            "HTTP/2.0 200 OK\r\n\r\n",
            "HTTP/1.1 99 Odd\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX-A: 1\nX-B: 2\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX(A): 1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(40_000),
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(50),
            "");

    @ParameterizedTest
    @FieldSource("HOSTILE_RESPONSES")
    void anUpstreamThatSpeaksNoHttpIsABadGateway(String bytes) throws Exception {
        upstream.serve(call -> {
            call.send(bytes);
            call.close();
        });

        Response response = gate.post(TestGate.GOOD, "{}");

        assertThat(response.status()).isEqualTo(502);
        assertThat(gate.outcome().result()).isEqualTo(Result.UPSTREAM_BROKEN);
    }

    @Test
    void bytesBehindAResponseAreNobodysResponse() throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n"
                + "Content-Length: 6\r\n\r\npoison"));

        assertThat(gate.post(TestGate.GOOD, "{}").body()).isEqualTo("ok");
        assertThat(gate.post(TestGate.GOOD, "{}").body()).isEqualTo("ok");
        assertThat(upstream.connections()).isEqualTo(2);
    }
}
