package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Outcome;
import dev.postern.audit.Result;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How admitted requests and their responses pass between two sockets.
class RelayingTest extends GateOnSockets {
    private static final String EVENT_STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private RawClient open(String method) throws IOException {
        return gate.connect().send(method + " /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n");
    }

    @Test
    void forwardsARequestAndItsResponse() throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 202 Accepted\r\nX-Field: s1\r\nContent-Length: 5\r\n\r\nhello"));

        Response response = gate.post(TestGate.GOOD + "Content-Type: application/json\r\n", "{\"a\":1}");

        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.head()).startsWith("POST /mcp HTTP/1.1\r\n");
        assertThat(call.body()).isEqualTo("{\"a\":1}");
        assertThat(response.status()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("hello");
        assertThat(response.field("X-Field")).isEqualTo("s1");
        assertThat(gate.outcome().result()).isEqualTo(Result.ADMITTED);
    }

    @Test
    void keepsBothConnectionsForTheNextRequest() throws Exception {
        try (RawClient client = gate.connect()) {
            for (int i = 0; i < 5; i++) {
                client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Length: 1\r\n\r\nx");
                assertThat(client.response().body()).isEqualTo("ok");
            }
        }

        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        upstream.serve(call ->
                call.send("HTTP/1.1 200 OK\r\nContent-Length: " + call.body().length() + "\r\n\r\n" + call.body()));
        String request = "POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Length: 1\r\n\r\n";

        try (RawClient client = gate.connect()) {
            client.send(request + "1" + request + "2" + request + "3");

            assertThat(client.response().body()).isEqualTo("1");
            assertThat(client.response().body()).isEqualTo("2");
            assertThat(client.response().body()).isEqualTo("3");
        }
    }

    @Test
    void reframesAChunkedRequest() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Transfer-Encoding: chunked\r\n\r\n"
                    + "3;ext=1\r\nabc\r\n");
            client.send("2\r\nde\r\n0\r\nX-Auth-Subject: mallory\r\n\r\n");

            assertThat(client.response().status()).isEqualTo(200);
        }
        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.body()).isEqualTo("abcde");
        assertThat(call.head()).doesNotContain("mallory");
    }

    @Test
    void passesLargeBodiesBothWays() throws Exception {
        String large = "0123456789abcdef".repeat(256 * 1024);
        upstream.serve(call ->
                call.send("HTTP/1.1 200 OK\r\nContent-Length: " + call.body().length() + "\r\n\r\n" + call.body()));

        Response response = gate.post(TestGate.GOOD, large);

        assertThat(response.body()).isEqualTo(large);
    }

    @Test
    void anEventReachesTheClientWhileTheStreamIsOpen() throws Exception {
        upstream.serve(call -> call.send(EVENT_STREAM).sendChunk("data: 1\n\n").waitForLeaving(20));

        try (RawClient client = open("GET")) {
            assertThat(client.readUntil("\r\n\r\n"))
                    .contains("Content-Type: text/event-stream", "X-Accel-Buffering: no");
            assertThat(client.chunk()).isEqualTo("data: 1\n\n");
        }
    }

    @Test
    void headersReachTheClientBeforeAnyBody() throws Exception {
        upstream.serve(call -> call.send(EVENT_STREAM).waitForLeaving(20));

        try (RawClient client = open("GET")) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void theUpstreamLearnsAtOnceThatAClientLeft() throws Exception {
        upstream.serve(call -> call.send(EVENT_STREAM).waitForLeaving(1));

        RawClient client = open("GET");
        TestUpstream.Call call = upstream.nextCall();
        client.close();

        assertThat(call.waitForLeaving(10)).isTrue();
        assertThat(gate.outcome().result()).isEqualTo(Result.CLIENT_GONE);
    }

    @Test
    void theUpstreamLearnsThatAClientWasReset() throws Exception {
        upstream.serve(call -> call.waitForLeaving(1));

        RawClient client = open("POST");
        TestUpstream.Call call = upstream.nextCall();
        client.reset();

        assertThat(call.waitForLeaving(10)).isTrue();
    }

    @Test
    void aStreamThatBreaksUpstreamBreaksForTheClient() throws Exception {
        upstream.serve(call -> call.send(EVENT_STREAM).sendChunk("data: 1\n\n").reset());

        try (RawClient client = open("GET")) {
            String all = client.readToEnd();

            assertThat(all).contains("data: 1").doesNotContain("0\r\n\r\n");
        }
        assertThat(gate.outcome().result()).isEqualTo(Result.UPSTREAM_BROKEN);
    }

    @Test
    void aBodyShorterThanItsLengthBreaksForTheClient() throws Exception {
        upstream.serve(call ->
                call.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort").close());

        try (RawClient client = open("GET")) {
            assertThat(client.readToEnd()).endsWith("short");
        }
        assertThat(gate.outcome().result()).isEqualTo(Result.UPSTREAM_BROKEN);
    }

    @Test
    void aResponseThatEndsWithItsConnectionEndsInGoodOrder() throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\n\r\nuntil close").close());

        try (RawClient client = open("GET")) {
            assertThat(client.response().body()).isEqualTo("until close");
        }
    }

    @Test
    void manyStreamsStayOpenWhileOthersAreServed() throws Exception {
        upstream.serve(call -> {
            if (call.head().startsWith("GET")) {
                call.send(EVENT_STREAM).waitForLeaving(30);
            } else {
                call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        List<RawClient> streams = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RawClient stream = open("GET");
            stream.readUntil("\r\n\r\n");
            streams.add(stream);
        }

        Response response = gate.post(TestGate.GOOD, "{}");

        assertThat(response.status()).isEqualTo(200);
        for (RawClient stream : streams) {
            stream.close();
        }
    }

    @Test
    void dropsInterimResponses() throws Exception {
        upstream.serve(call ->
                call.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

        Response response = gate.get("/mcp", TestGate.GOOD);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Link")).isEmpty();
    }

    @Test
    void invitesABodyThatWaits() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                    + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");

            assertThat(client.response().status()).isEqualTo(100);
            assertThat(client.send("{}").response().status()).isEqualTo(200);
        }
        assertThat(upstream.nextCall().head()).doesNotContainIgnoringCase("expect");
    }

    @Test
    void relaysAnAnswerThatComesBeforeTheRequestEnded() throws Exception {
        upstream.serve(call -> {});
        try (ServerSocket early = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> answerEarly(early));
            try (TestGate other = new TestGate(URI.create("http://127.0.0.1:" + early.getLocalPort() + "/mcp"));
                    RawClient client = other.connect()) {
                client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Length: 100\r\n\r\nbegin");

                assertThat(client.response().status()).isEqualTo(413);
                assertThat(client.readToEnd()).isEmpty();
            }
        }
    }

    private static void answerEarly(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream()
                    .write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            Thread.sleep(5_000);
        } catch (IOException | InterruptedException _) {
            // the test is over
        }
    }

    @Test
    void aSlowReaderGetsAllOfAResponseWhoseUpstreamHasLeft() throws Exception {
        String half = "x".repeat(4 * 1024 * 1024);
        upstream.serve(call ->
                call.send("HTTP/1.1 200 OK\r\n\r\n").send(half).send(half).close());

        try (RawClient client = open("GET")) {
            client.readUntil("\r\n\r\n");
            Thread.sleep(500);

            int bytes = 0;
            for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
                bytes += chunk.length();
            }
            assertThat(bytes).isEqualTo(2 * half.length());
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheUpstreamBack() throws Exception {
        AtomicLong sent = new AtomicLong();
        String piece = "x".repeat(64 * 1024);
        upstream.serve(call -> {
            call.send(EVENT_STREAM);
            while (true) {
                call.sendChunk(piece);
                sent.addAndGet(piece.length());
            }
        });

        try (RawClient client = open("GET")) {
            client.readUntil("\r\n\r\n");
            long before = -1;
            while (sent.get() > before) {
                before = sent.get();
                Thread.sleep(500);
            }
            assertThat(before).isLessThan(32L * 1024 * 1024);

            assertThat(client.chunk()).startsWith("xxx");
        }
    }

    @Test
    void anUpstreamThatDoesNotReadHoldsTheClientBack() throws Exception {
        AtomicLong sent = new AtomicLong();
        String piece = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try (ServerSocket deaf = new ServerSocket(0);
                TestGate other = new TestGate(URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/mcp"));
                RawClient client = other.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Transfer-Encoding: chunked\r\n\r\n");
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    while (sent.addAndGet(piece.length()) > 0) {
                        client.send(piece);
                    }
                } catch (IOException _) {
                    // the test is over
                }
            });
            long before = -1;
            while (sent.get() > before) {
                before = sent.get();
                Thread.sleep(500);
            }

            assertThat(before).isLessThan(32L * 1024 * 1024);
            assertThat(sending.isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Type: te", "HTTP/1.1 200 OK\r\n"})
    void anUpstreamThatLeavesBeforeItsHeadIsWholeIsBadGateway(String part) throws Exception {
        upstream.serve(call -> call.send(part).close());

        Response response = gate.post(TestGate.GOOD, "{}");

        assertThat(response.status()).isEqualTo(502);
        assertThat(gate.outcome().result()).isEqualTo(Result.UPSTREAM_BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5\r\nhel", "5\r\nhello\r\n0\r\n", "5\r\nhello\r\n0\r\nTrailer: x"})
    void anUpstreamThatLeavesWithinAChunkBreaksTheStream(String part) throws Exception {
        upstream.serve(call -> call.send(EVENT_STREAM).send(part).close());

        try (RawClient client = open("GET")) {
            assertThat(client.readToEnd()).doesNotContain("\r\n0\r\n");
        }
        assertThat(gate.outcome().result()).isEqualTo(Result.UPSTREAM_BROKEN);
    }

    @Test
    void tellsAnUnreachableUpstream() throws Exception {
        upstream.close();

        Response response = gate.post(TestGate.GOOD, "{}");

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body()).contains("server_error");
        assertThat(gate.outcome().result()).isEqualTo(Result.UPSTREAM_UNREACHABLE);
    }

    @Test
    void tellsAnUpstreamThatDoesNotAnswerInTime() throws Exception {
        upstream.serve(call -> call.waitForLeaving(20));

        Response response = gate.post(TestGate.GOOD, "{}");

        assertThat(response.status()).isEqualTo(504);
        assertThat(gate.outcome().result()).isEqualTo(Result.UPSTREAM_TIMEOUT);
    }

    @Test
    void aSilentStreamOutlivesTheResponseTimeout() throws Exception {
        upstream.serve(call -> {
            call.send(EVENT_STREAM);
            Thread.sleep(Duration.ofMillis(2_600));
            call.sendChunk("data: late\n\n").send("0\r\n\r\n");
        });

        try (RawClient client = open("GET")) {
            assertThat(client.response().body()).isEqualTo("data: late\n\n");
        }
    }

    @Test
    void aSafeRequestMeetsAClosingConnectionUnharmed() throws Exception {
        upstream.serve(call -> {
            if (upstream.connections() == 1 && upstream.waitingCalls() > 1) {
                call.close();
            } else {
                call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });

        try (RawClient client = gate.connect()) {
            String request = "GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n";
            assertThat(client.send(request).response().status()).isEqualTo(200);
            assertThat(client.send(request).response().status()).isEqualTo(200);
        }
        assertThat(upstream.connections()).isEqualTo(2);
    }

    @Test
    void aSafeRequestIsSentAgainAfterHalfAHead() throws Exception {
        upstream.serve(call -> {
            if (upstream.connections() == 1 && upstream.waitingCalls() > 1) {
                call.send("HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(100)).close();
            } else {
                call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });

        try (RawClient client = gate.connect()) {
            String request = "GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n";
            assertThat(client.send(request).response().body()).isEqualTo("ok");
            assertThat(client.send(request).response().body()).isEqualTo("ok");
        }
    }

    @Test
    void usesNoConnectionThatWasSilentForAsLongAsTheUpstreamWasSeenToKeepOne() throws Exception {
        String request = "POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Length: 0\r\n\r\n";
        upstream.serve(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            if (upstream.connections() == 1) {
                Thread.sleep(400);
                call.close();
            }
        });
        try (RawClient client = gate.connect()) {
            client.send(request).response();
            long silent = System.nanoTime();
            Thread.sleep(800);
            client.send(request).response();
            silent = System.nanoTime() - silent;
            client.send(request).response();
            assertThat(upstream.connections()).isEqualTo(2);

            Thread.sleep(Duration.ofNanos(silent));
            client.send(request).response();

            assertThat(upstream.connections()).isEqualTo(3);
        }
    }

    @Test
    void countsBytesAndTimes() throws Exception {
        gate.post(TestGate.GOOD, "12345");

        Outcome outcome = gate.outcome();
        assertThat(outcome.requestBytes()).isEqualTo(5);
        assertThat(outcome.responseBytes()).isEqualTo(2);
        assertThat(outcome.total()).isGreaterThanOrEqualTo(outcome.own().plus(outcome.upstream()));
        assertThat(outcome.upstream()).isPositive();
    }
}
