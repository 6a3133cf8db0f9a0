package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Result;
import dev.postern.testing.Policies;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was judged is what is forwarded, byte for byte, however it came.
class JudgedBodyTest extends GateOnSockets {
    private static final String BODY =
            " {\"jsonrpc\" : \"2.0\",\"id\":1.0e0,\"method\":\"ping\"}\n".replace("1.0e0", "10");
    private static final String HEAD =
            "POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Type: application/json; charset=UTF-8\r\n";

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        return Policies.gate(behind, false);
    }

    @Test
    void forwardsTheBytesThatWereJudged() throws Exception {
        try (RawClient client = gate.connect()) {
            Response response = client.send(HEAD + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                    .response();

            assertThat(response.status()).isEqualTo(200);
        }
        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.body()).isEqualTo(BODY);
        assertThat(call.field("Content-Length")).isEqualTo(Integer.toString(BODY.length()));
        assertThat(gate.outcome().result()).isEqualTo(Result.ADMITTED);
    }

    @Test
    void forwardsChunksAsOneBody() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            for (byte b : BODY.getBytes(StandardCharsets.US_ASCII)) {
                client.send("1;a=b\r\n").send(new byte[] {b}).send("\r\n");
            }

            assertThat(client.send("0\r\nX-Trailer: a\r\n\r\n").response().status())
                    .isEqualTo(200);
        }
        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.body()).isEqualTo(BODY);
        assertThat(call.field("Content-Length")).isEqualTo(Integer.toString(BODY.length()));
        assertThat(call.field("Transfer-Encoding")).isEmpty();
    }

    @Test
    void readsABodyThatIsSplitAnywhere() throws Exception {
        String request = HEAD + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        try (RawClient client = gate.connect()) {
            for (int split = 1; split < request.length(); split += 7) {
                client.send(request.substring(0, split));
                Thread.onSpinWait();
                client.send(request.substring(split));

                assertThat(client.response().status()).isEqualTo(200);
                assertThat(upstream.nextCall().body()).isEqualTo(BODY);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 16 * 1024, 40_000, 1024 * 1024})
    void forwardsBodiesOfAnySizeUpToTheBound(int size) throws Exception {
        String start = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"";
        String body = start + "x".repeat(size - start.length() - 3) + "\"}}";
        try (RawClient client = gate.connect()) {
            Response response = client.send(HEAD + "Content-Length: " + size + "\r\n\r\n" + body)
                    .response();

            assertThat(response.status()).isEqualTo(200);
        }
        assertThat(upstream.nextCall().body()).isEqualTo(body);
    }

    @Test
    void invitesABodyThatWaitsToBeInvited() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send(HEAD + "Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n\r\n");

            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            assertThat(client.send(BODY).response().status()).isEqualTo(200);
        }
        assertThat(upstream.nextCall().head()).doesNotContainIgnoringCase("Expect");
    }

    @Test
    void invitesNoBodyThatIsTooLarge() throws Exception {
        try (RawClient client = gate.connect()) {
            Response response = client.send(HEAD + "Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(413);
        }
    }

    @Test
    void countsARequestWhoseBodyIsReadAsUnderWay() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send(HEAD + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY.substring(0, 10));
            Thread stop = Thread.ofVirtual().start(gate::close);
            client.send(BODY.substring(10));

            assertThat(client.response().status()).isEqualTo(200);
            stop.join();
        }
    }

    @Test
    void servesTheNextRequestOfTheConnection() throws Exception {
        String request = HEAD + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        try (RawClient client = gate.connect()) {
            client.send(request + request + request);

            for (int i = 0; i < 3; i++) {
                assertThat(client.response().status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void tellsAClientInItsOwnTerms(String version) throws Exception {
        try (RawClient client = gate.connect()) {
            Response response = client.send(
                            HEAD + "MCP-Protocol-Version: " + version + "\r\nContent-Length: 2000000\r\n\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(413);
            assertThat(response.field("Content-Type")).isEqualTo("application/json");
            assertThat(response.body())
                    .startsWith(
                            version.equals("2026-07-28")
                                    ? "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,"
                                    : "{\"error\":\"invalid_request\",");
        }
    }
}
