package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Config;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How slow and how large a request may be.
class LimitsTest extends GateOnSockets {
    @Override
    TestGate open(TestUpstream behind) throws IOException {
        Config plain = TestGate.config(behind.url(), Duration.ofSeconds(30));
        return new TestGate(
                new Config(
                        plain.listener(),
                        plain.upstream(),
                        plain.resource(),
                        List.of(),
                        plain.keys(),
                        plain.ops(),
                        plain.logFormat(),
                        true),
                token -> {
                    throw new AssertionError("nobody is asked about " + token);
                });
    }

    /// Takes the ten seconds that both have.
    @Test
    void endsSlowHeadsAndSlowBodies() throws Exception {
        try (RawClient head = gate.connect();
                RawClient body = gate.connect();
                RawClient silent = gate.connect()) {
            head.send("POST /mcp HTTP/1.1\r\nHost:");
            body.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nslow");

            Response headTold = head.response();
            Response bodyTold = body.response();

            assertThat(headTold.status()).isEqualTo(408);
            assertThat(bodyTold.status()).isEqualTo(408);
            assertThat(silent.readToEnd()).isEmpty();
            assertThat(upstream.waitingCalls()).isZero();
        }
    }

    @Test
    void refusesABodyThatIsSaidToBeTooLarge() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send(
                    "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: " + (TestGate.MAX_BODY_BYTES + 1) + "\r\n\r\n");

            assertThat(client.response().status()).isEqualTo(413);
        }
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void refusesABodyThatTurnsOutToBeTooLarge() throws Exception {
        String piece = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int sent = 0; sent <= TestGate.MAX_BODY_BYTES; sent += 0x10000) {
                client.send(piece);
            }

            assertThat(client.response().status()).isEqualTo(413);
        }
        assertThat(upstream.waitingCalls()).isZero();
    }
}
