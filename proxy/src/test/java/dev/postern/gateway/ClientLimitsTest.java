package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Cidr;
import dev.postern.config.ClientLimits;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How many may be connected, in all and from one address.
class ClientLimitsTest {
    private static final String REQUEST = "GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n";
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private TestUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = new TestUpstream();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private static RawClient streaming(TestGate gate) throws IOException {
        RawClient client = gate.connect().send(REQUEST);
        client.readUntil("\r\n\r\n");
        return client;
    }

    @Test
    void aNewClientTakesThePlaceOfTheOneThatWasIdleLongest() throws Exception {
        try (TestGate gate = TestGate.withLimits(upstream, ClientLimits.ofConnections(1));
                RawClient first = gate.connect()) {
            first.send(REQUEST).response();
            try (RawClient second = gate.connect()) {
                assertThat(second.send(REQUEST).response().status()).isEqualTo(200);
                assertThat(first.readToEnd()).isEmpty();
            }
            assertThat(gate.clients().displaced()).isEqualTo(1);
        }
    }

    @Test
    void aClientForWhomNobodyIsIdleIsClosedUnread() throws Exception {
        upstream.serve(call -> call.send(STREAM).waitForLeaving(20));
        try (TestGate gate = TestGate.withLimits(upstream, ClientLimits.ofConnections(1))) {
            try (RawClient _ = streaming(gate);
                    RawClient late = gate.connect()) {
                assertThat(late.readToEnd()).isIn("", "<reset>");
                assertThat(gate.clients().refused()).isEqualTo(1);
            }
            gate.outcome();

            streaming(gate).close();
        }
    }

    @Test
    void anAddressHasNoMoreConnectionsThanItMay() throws Exception {
        upstream.serve(call -> call.send(STREAM).waitForLeaving(20));
        try (TestGate gate = TestGate.withLimits(upstream, new ClientLimits(100, 1, 100, 100, 100));
                RawClient _ = streaming(gate);
                RawClient late = gate.connect();
                RawClient other = gate.connectFrom("127.0.0.2")) {
            assertThat(late.readToEnd()).isIn("", "<reset>");

            other.send(REQUEST);
            assertThat(other.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aTrustedProxyHasAsManyConnectionsAsItLikes() throws Exception {
        upstream.serve(call -> call.send(STREAM).waitForLeaving(20));
        List<Cidr> trusted = List.of(new Cidr(InetAddress.getLoopbackAddress(), 32));
        try (TestGate gate = TestGate.withLimits(upstream, new ClientLimits(100, 1, 100, 100, 100), trusted);
                RawClient _ = streaming(gate);
                RawClient _ = streaming(gate)) {
            assertThat(gate.clients().connected()).isEqualTo(2);
            assertThat(gate.clients().refused()).isZero();
        }
    }

    @Test
    void silentClientsInAnyNumberKeepNobodyOut() throws Exception {
        try (TestGate gate = TestGate.withLimits(upstream, ClientLimits.ofConnections(50))) {
            List<RawClient> silent = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                silent.add(gate.connect());
            }

            Response response = gate.get("/mcp", TestGate.GOOD);

            assertThat(response.status()).isEqualTo(200);
            for (RawClient client : silent) {
                client.close();
            }
        }
    }
}
