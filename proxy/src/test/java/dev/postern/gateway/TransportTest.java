package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a proxy must not break of MCP's streamable HTTP transport, in both generations, and of HTTP itself.
class TransportTest extends GateOnSockets {
    private Response send(String method, String fields) throws IOException {
        try (RawClient client = gate.connect()) {
            return client.send(method + " /mcp HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n")
                    .response();
        }
    }

    @ParameterizedTest
    @CsvSource({"400, -32020", "400, -32022", "404, -32601", "404, -32001", "405, -32000", "406, -32000", "500, -32603"
    })
    void passesTheServersOwnRefusalsUnchanged(int status, int code) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":" + code + ",\"message\":\"\u00e9\"}}";
        upstream.serve(
                call -> call.send("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nAllow: POST\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body));

        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Length: 2\r\n\r\n{}");
            String head = client.readUntil("\r\n\r\n");

            assertThat(head)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Content-Type: application/json\r\n", "Allow: POST\r\n")
                    .doesNotContain("WWW-Authenticate");
            assertThat(client.readUntil("}}")).isEqualTo(body);
        }
    }

    @Test
    void passesAnAcceptedNotificationWithoutABody() throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"));

        Response response = gate.post(TestGate.GOOD, "{}");

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.field("Content-Length")).isEqualTo("0");
        assertThat(response.field("Content-Type")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void passesEveryMethodWithItsFields(String method) throws Exception {
        Response response = send(method, TestGate.GOOD + "Last-Event-ID: 42\r\nMCP-Protocol-Version: 2025-11-25\r\n");

        assertThat(response.status()).isEqualTo(200);
        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.head()).startsWith(method + " /mcp HTTP/1.1\r\n");
        assertThat(call.field("Last-Event-ID")).isEqualTo("42");
        assertThat(call.field("MCP-Protocol-Version")).isEqualTo("2025-11-25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void needsATokenForEveryRequestWhateverItsSession(String method) throws Exception {
        Response response = send(method, "Mcp-Session-Id: 1868a90c\r\nCookie: access_token=good\r\n");

        assertThat(response.status()).isEqualTo(401);
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void needsATokenForEachRequestOfAConnection() throws Exception {
        String start = "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n";
        try (RawClient client = gate.connect()) {
            assertThat(client.send(start + TestGate.GOOD + "\r\n").response().status())
                    .isEqualTo(200);
            assertThat(client.send(start + "\r\n").response().status()).isEqualTo(401);
            assertThat(client.send(start + TestGate.GOOD + "\r\n").response().status())
                    .isEqualTo(200);
        }
        assertThat(upstream.waitingCalls()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE", "OPTIONS"})
    void refusesAForeignOriginWhateverTheMethod(String method) throws Exception {
        Response response =
                send(method, TestGate.GOOD + "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.count("Access-Control-Allow-Origin")).isZero();
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void passesParametersItDoesNotKnowByteForByte() throws Exception {
        send("POST", TestGate.GOOD + "Mcp-Param-Odd: =?base64?w6k=?=\r\nMcp-Name: Get_Catalog \u00e9\r\n");

        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.field("Mcp-Param-Odd")).isEqualTo("=?base64?w6k=?=");
        assertThat(call.field("Mcp-Name")).isEqualTo("Get_Catalog \u00e9");
    }

    @Test
    void passesCommentsAndEventIdsOfAStreamAsTheyCome() throws Exception {
        String events = ": keep alive\n\nid: 1\nretry: 500\ndata:\n\nevent: message\ndata: {}\n\n";
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
                        + "X-Accel-Buffering: no\r\nTransfer-Encoding: chunked\r\n\r\n")
                .sendChunk(events)
                .send("0\r\n\r\n"));

        Response response = send("GET", TestGate.GOOD);

        assertThat(response.body()).isEqualTo(events);
        assertThat(response.count("X-Accel-Buffering")).isEqualTo(1);
    }

    @Test
    void asksTheServerEachTimeAndKeepsNoAnswer() throws Exception {
        upstream.serve(call -> call.send(
                "HTTP/1.1 200 OK\r\nCache-Control: public, max-age=60\r\nETag: \"1\"\r\nContent-Length: 2\r\n\r\nok"));

        send("GET", TestGate.GOOD);
        send("GET", TestGate.GOOD);

        assertThat(upstream.waitingCalls()).isEqualTo(2);
    }

    @Test
    void namesItselfAsIntermediary() throws Exception {
        send("GET", TestGate.GOOD + "Via: 1.1 edge\r\n");

        assertThat(upstream.nextCall().head()).containsSubsequence("\r\nVia: 1.1 edge\r\n", "Via: 1.1 postern\r\n");
    }

    @Test
    void datesEveryResponse() throws Exception {
        String date = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT";

        assertThat(gate.post("", "{}").field("Date")).matches(date);
        assertThat(gate.post(TestGate.GOOD, "{}").field("Date")).matches(date);
    }

    @Test
    void keepsTheServersOwnDate() throws Exception {
        String date = "Sun, 06 Nov 1994 08:49:37 GMT";
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nDate: " + date + "\r\nContent-Length: 0\r\n\r\n"));

        Response response = send("GET", TestGate.GOOD);

        assertThat(response.field("Date")).isEqualTo(date);
        assertThat(response.count("Date")).isEqualTo(1);
    }

    @Test
    void closesTheConnectionAClientWantsClosed() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Connection: close\r\n\r\n");

            assertThat(client.readToEnd()).contains("\r\nConnection: close\r\n").endsWith("\r\n\r\nok");
        }
    }

    @Test
    void refusesAtOnceWhereTheBodyWaitsToBeInvited() throws Exception {
        Response response = send("POST", "Expect: 100-continue\r\nContent-Length: 10\r\n");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.field("Connection")).isEqualTo("close");
    }

    @Test
    void neverSendsARequestTwiceThatMayHaveBeenActedUpon() throws Exception {
        upstream.serve(call -> {
            if (call.body().equals("first")) {
                call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            } else {
                call.close();
            }
        });

        assertThat(gate.post(TestGate.GOOD, "first").status()).isEqualTo(200);
        assertThat(gate.post(TestGate.GOOD, "again").status()).isEqualTo(502);
        assertThat(upstream.waitingCalls()).isEqualTo(2);
    }

    @Test
    void saysThatNoAnswerOfItsOwnMayBeKept() throws Exception {
        assertThat(gate.post("", "{}").field("Cache-Control")).isEqualTo("no-store");
        assertThat(gate.get("/nowhere", "").field("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void saysWhichMethodsThereAre() throws Exception {
        Response response = send("PATCH", TestGate.GOOD);

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.field("Allow")).isEqualTo("GET, POST, DELETE, OPTIONS");
    }
}
