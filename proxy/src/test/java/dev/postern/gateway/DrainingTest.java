package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Result;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A stop lets go of nobody in the middle of something.
class DrainingTest extends GateOnSockets {
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void finishesARequestInFlight() throws Exception {
        upstream.serve(call -> {
            release.await();
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
        });
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Length: 0\r\n\r\n");
            upstream.nextCall();

            Thread stopping = Thread.ofVirtual().start(gate::close);
            release.countDown();

            Response response = client.response();
            assertThat(response.body()).isEqualTo("late");
            stopping.join();
        }
    }

    @Test
    void endsAnOpenStreamWithItsLastChunk() throws Exception {
        upstream.serve(call -> call.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + "Transfer-Encoding: chunked\r\n\r\n")
                .sendChunk("data: 1\n\n")
                .waitForLeaving(20));
        try (RawClient client = gate.connect()) {
            client.send("GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n");
            client.readUntil("data: 1\n\n\r\n");

            gate.close();

            assertThat(client.readToEnd()).isEqualTo("0\r\n\r\n");
        }
        assertThat(gate.outcome().result()).isEqualTo(Result.DRAINED);
    }

    @Test
    void cutsAnAnswerThatTakesTooLongSoThatHalfOfItIsNotTakenForTheWhole() throws Exception {
        upstream.serve(call -> call.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + "Transfer-Encoding: chunked\r\n\r\n")
                .sendChunk("{\"half\":")
                .waitForLeaving(20));
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Length: 0\r\n\r\n");
            client.readUntil("{\"half\":\r\n");

            gate.close();

            assertThat(client.readToEnd()).doesNotContain("0\r\n");
        }
    }

    @Test
    void servesTheNextRequestOfAConnectionAndThenClosesIt() throws Exception {
        try (RawClient client = gate.connect()) {
            String request = "POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "Content-Length: 0\r\n\r\n";
            client.send(request).response();

            Thread stopping = Thread.ofVirtual().start(gate::close);
            Thread.sleep(100);
            Response last = client.send(request).response();

            assertThat(last.status()).isEqualTo(200);
            assertThat(last.field("Connection")).isEqualTo("close");
            stopping.join();
        }
    }
}
