package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Outcome;
import dev.postern.audit.Result;
import dev.postern.config.ClientLimits;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each subject may have one request or stream under way here, and loses that however the one before ended.
class StreamLimitTest extends GateOnSockets {
    private static final String GET = "GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n";
    private static final String POST = "POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String NO = "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n";
    private static final String MALFORMED = POST + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n";
    private static final String TOO_LARGE = POST + "Content-Length: 99999999\r\n\r\n";
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        return TestGate.withLimits(behind, new ClientLimits(100, 100, 2, 1, 100));
    }

    /// What the client sends, what the server behind does with it, and how that ends.
    record Ending(String name, String request, TestUpstream.Script script, Result result) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Ending> endings() {
        return List.of(
                new Ending("an answer", GET, call -> call.send(OK), Result.ADMITTED),
                new Ending("a refusal of the server's", GET, call -> call.send(NO), Result.ADMITTED),
                new Ending("a stream's end", GET, call -> call.send(STREAM + "0\r\n\r\n"), Result.ADMITTED),
                new Ending("a stream's cut", GET, call -> call.send(STREAM).reset(), Result.UPSTREAM_BROKEN),
                new Ending("no answer", POST + "\r\n", call -> call.close(), Result.UPSTREAM_BROKEN),
                new Ending("no HTTP", GET, call -> call.send("nonsense\r\n\r\n"), Result.UPSTREAM_BROKEN),
                new Ending("a time-out", GET, call -> call.waitForLeaving(10), Result.UPSTREAM_TIMEOUT),
                new Ending("a malformed body", MALFORMED, call -> call.send(OK), Result.BAD_REQUEST),
                new Ending("a body too large", TOO_LARGE, call -> call.send(OK), Result.BAD_REQUEST));
    }

    private void awaitEnd(Result result) throws InterruptedException {
        assertThat(gate.outcome().result()).isEqualTo(result);
    }

    private void assertThatThereIsRoomAgain() throws Exception {
        upstream.serve(call -> call.send(OK));
        assertThat(gate.get("/mcp", TestGate.GOOD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void thereIsRoomAgainAfter(Ending ending) throws Exception {
        upstream.serve(ending.script());
        try (RawClient _ = gate.connect().send(ending.request())) {
            awaitEnd(ending.result());

            assertThatThereIsRoomAgain();
        }
    }

    @Test
    void thereIsRoomAgainAfterTheUpstreamCouldNotBeReached() throws Exception {
        upstream.close();
        for (int i = 0; i < 2; i++) {
            assertThat(gate.get("/mcp", TestGate.GOOD).status()).isEqualTo(502);
            awaitEnd(Result.UPSTREAM_UNREACHABLE);
        }
    }

    @Test
    void thereIsRoomAgainAfterTheClientLeftAStream() throws Exception {
        upstream.serve(call -> call.send(STREAM).waitForLeaving(10));
        RawClient client = gate.connect().send(GET);
        client.readUntil("\r\n\r\n");
        client.close();
        awaitEnd(Result.CLIENT_GONE);

        assertThatThereIsRoomAgain();
    }

    @Test
    void thereIsRoomAgainAfterTheClientWasResetWithinItsBody() throws Exception {
        RawClient client = gate.connect().send(POST + "Content-Length: 10\r\n\r\nhalf");
        client.reset();
        gate.outcome();

        assertThatThereIsRoomAgain();
    }

    @Test
    void oneMoreIsToldToComeBack() throws Exception {
        upstream.serve(call -> call.send(STREAM).waitForLeaving(10));
        try (RawClient client = gate.connect().send(GET)) {
            client.readUntil("\r\n\r\n");

            Response refused = gate.post(TestGate.GOOD, "{}");
            Outcome outcome = gate.outcome();

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.field("Retry-After")).isEqualTo("2");
            assertThat(refused.body()).contains("too_many_requests");
            assertThat(outcome.result()).isEqualTo(Result.TOO_MANY_STREAMS);
            assertThat(outcome.reason()).isEqualTo("subject");
        }
    }

    @Test
    void anAddressIsToldToComeBackWhoeverAsks() throws Exception {
        upstream.serve(call -> call.send(STREAM).waitForLeaving(10));
        String other = "GET /mcp HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer other\r\n\r\n";
        String third = "GET /mcp HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer short\r\n\r\n";
        try (RawClient first = gate.connect().send(GET);
                RawClient second = gate.connect().send(other);
                RawClient late = gate.connect();
                RawClient elsewhere = gate.connectFrom("127.0.0.2")) {
            first.readUntil("\r\n\r\n");
            second.readUntil("\r\n\r\n");

            assertThat(late.send(third).response().status()).isEqualTo(429);
            assertThat(gate.outcome().reason()).isEqualTo("address");
            elsewhere.send(third);
            assertThat(elsewhere.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }
}
