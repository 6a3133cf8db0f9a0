package dev.postern.oscal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.testing.Posted;
import dev.postern.oscal.testing.TestServers;
import dev.postern.oscal.testing.TestTool;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Time, and how much is worked on at once.
@Timeout(60)
class BoundsTest {
    private static final ObjectNode NOTHING = ObjectNode.EMPTY;
    private static final int BYTES = 1024 * 1024;

    /// A tool that works until it is told not to, without ever asking its call.
    private static TestTool endless(CountDownLatch ended) {
        return new TestTool("endless", List.of(), (_, _) -> {
            try {
                while (true) {
                    Stopped.ifAsked();
                }
            } finally {
                ended.countDown();
            }
        });
    }

    private static TestTool deaf(CountDownLatch until) {
        return new TestTool("deaf", List.of(), (_, _) -> {
            boolean done = false;
            while (!done) {
                try {
                    until.await();
                    done = true;
                } catch (InterruptedException _) {
                    // As a library that does not care.
                }
            }
            return ToolResult.of("at last", NOTHING);
        });
    }

    private static Bounds bounds(Duration call, Duration turn) {
        return new Bounds(call, Duration.ofMillis(500), turn, BYTES, 2 * BYTES, BYTES, 2);
    }

    @Test
    void endsACallThatTakesTooLongAndSaysWhatToDo() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (HttpListener listener = new HttpListener(
                TestServers.with(endless(ended)), 0, bounds(Duration.ofMillis(100), Duration.ofSeconds(5)))) {
            int port = listener.start().getPort();

            Posted posted = Posted.call(port, "endless", NOTHING);

            assertThat(posted.text()).contains("took longer", "Ask for less", "--call-timeout");
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void answersInPlaceOfACallThatDoesNotEnd() {
        CountDownLatch until = new CountDownLatch(1);
        try (HttpListener listener = new HttpListener(
                TestServers.with(deaf(until)), 0, bounds(Duration.ofMillis(100), Duration.ofSeconds(5)))) {
            int port = listener.start().getPort();

            assertThat(Posted.call(port, "deaf", NOTHING).body()).contains("took longer");
        } finally {
            until.countDown();
        }
    }

    @Test
    void worksOnNoMoreThanItsBoundAtOnceAndRefusesWhoWaitsTooLong() throws Exception {
        CountDownLatch until = new CountDownLatch(1);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        TestTool counted = new TestTool("counted", List.of(), (_, _) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                until.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            now.decrementAndGet();
            return ToolResult.of("done", NOTHING);
        });
        try (HttpListener listener = new HttpListener(
                TestServers.with(counted), 0, bounds(Duration.ofSeconds(30), Duration.ofMillis(300)))) {
            int port = listener.start().getPort();
            List<CompletableFuture<Posted>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(CompletableFuture.supplyAsync(
                        () -> Posted.call(port, "counted", NOTHING), Thread::startVirtualThread));
            }

            CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).get();
            assertThat(Posted.to(port, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                            .status())
                    .isEqualTo(200);
            until.countDown();

            List<Integer> statuses =
                    calls.stream().map(call -> call.join().status()).sorted().toList();
            assertThat(statuses).containsExactly(200, 200, 503, 503);
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void givesAPlaceBackWhateverComesOfTheMessage() {
        try (HttpListener listener = new HttpListener(
                TestServers.with(new TestTool("fail", List.of(), (_, _) -> {
                    return ToolResult.of("failed", NOTHING);
                })),
                0,
                bounds(Duration.ofSeconds(30), Duration.ofMillis(200)))) {
            int port = listener.start().getPort();
            String padding = "x".repeat(BYTES - 300);
            for (int i = 0; i < 10; i++) {
                assertThat(Posted.to(port, "[\"" + padding).status()).isEqualTo(400);
                assertThat(Posted.to(
                                        port,
                                        "{\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":{\"a\":\"" + padding + "\"}}")
                                .status())
                        .isEqualTo(202);
                assertThat(Posted.call(
                                        port,
                                        "fail",
                                        new ObjectBuilder().put("a", padding).build())
                                .status())
                        .isEqualTo(200);
                assertThat(Posted.call(port, "fail", NOTHING).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void closesTheConnectionOfWhoSendsTooSlowly() throws IOException {
        try (HttpListener listener =
                        new HttpListener(TestServers.with(), 0, bounds(Duration.ofSeconds(30), Duration.ofSeconds(5)));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), listener.start().getPort())) {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void endsCallsSomeTimeAfterTheInputHasEnded() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        PipedOutputStream client = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(client, 4096);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        client.write("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"endless\"}}\n"
                .getBytes(StandardCharsets.UTF_8));
        client.close();

        new Stdio(TestServers.with(endless(ended)), in, out, bounds(Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .run();

        assertThat(ended.getCount()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"id\":7", "took longer");
    }
}
