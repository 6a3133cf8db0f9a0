package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Result;
import dev.postern.testing.RawClient;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Postern itself does to an event stream: next to nothing.
class EventStreamTest extends GateOnSockets {
    private static final String EVENT_STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        return TestGate.withStreamKeepAlive(behind, Duration.ofMillis(300));
    }

    private RawClient open(String token) throws IOException {
        return gate.connect().send("GET /mcp HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    @Test
    void aSilentStreamGetsCommentsBetweenItsEvents() throws Exception {
        upstream.serve(call -> {
            call.send(EVENT_STREAM).sendChunk("data: 1\n\n");
            Thread.sleep(Duration.ofMillis(800));
            call.sendChunk("data: 2\n\n").send("0\r\n\r\n");
        });

        try (RawClient client = open("good")) {
            assertThat(client.response().body()).matches("data: 1\n\n(:\n\n)+data: 2\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: half", "data: line\n", "data: line\r\n", "data: line\r"})
    void noCommentIsPutIntoAnEvent(String beginning) throws Exception {
        upstream.serve(call -> {
            call.send(EVENT_STREAM).sendChunk(beginning);
            Thread.sleep(Duration.ofMillis(800));
            call.sendChunk("\n\n").send("0\r\n\r\n");
        });

        try (RawClient client = open("good")) {
            assertThat(client.response().body()).isEqualTo(beginning + "\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n",
            })
    void nothingIsAddedToWhatIsNoPlainEventStream(String head) throws Exception {
        upstream.serve(call -> {
            call.send(head);
            Thread.sleep(Duration.ofMillis(800));
            call.sendChunk("{}").send("0\r\n\r\n");
        });

        try (RawClient client = open("good")) {
            assertThat(client.response().body()).isEqualTo("{}");
        }
    }

    @Test
    void aStreamEndsInGoodOrderWhenItsTokenHasRunOut() throws Exception {
        upstream.serve(call -> {
            call.send(EVENT_STREAM).sendChunk("data: 1\n\n");
            assertThat(call.waitForLeaving(20)).isTrue();
        });

        try (RawClient client = open("short")) {
            assertThat(client.response().body()).startsWith("data: 1\n\n");
        }
        assertThat(gate.outcome().result()).isEqualTo(Result.STREAM_EXPIRED);
    }

    @Test
    void manyThatLeaveAtOnceAreAllLetGo() throws Exception {
        upstream.serve(call -> call.send(EVENT_STREAM).waitForLeaving(20));
        List<RawClient> clients = new ArrayList<>();
        List<TestUpstream.Call> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(open("good"));
            calls.add(upstream.nextCall());
        }

        for (RawClient client : clients) {
            client.close();
        }

        for (int i = 0; i < 200; i++) {
            assertThat(gate.outcome().result()).isEqualTo(Result.CLIENT_GONE);
        }
        assertThat(calls).allMatch(call -> call.waitForLeaving(10));
    }
}
