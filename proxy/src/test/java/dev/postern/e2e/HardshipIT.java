package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Postern with too little of something, or with too many clients, as a process of its own.
@EnabledOnOs(OS.LINUX)
final class HardshipIT {
    private static final Path TARGET = Path.of("target");
    private static final Duration START = Duration.ofMinutes(1);
    private static final String REQUEST = "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";

    private final SteadyUpstream upstream = new SteadyUpstream();
    private final List<RawClient> crowd = new ArrayList<>();
    private final int port = Ports.free();
    private final int ops = Ports.free();

    @AfterEach
    void letAllGo() throws IOException {
        for (RawClient client : crowd) {
            client.close();
        }
        upstream.close();
    }

    /// @param shell what is to be so before it starts, ending in `exec "$@"`
    private Program launched(String name, String shell, String... flags) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                shell,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-jar",
                TARGET.resolve("postern.jar").toString(),
                "serve",
                "--listen=127.0.0.1:" + port,
                "--ops-listen=127.0.0.1:" + ops,
                "--auth-resource-server-url=http://localhost:" + port + "/mcp",
                "--upstream=http://127.0.0.1:" + upstream.port() + "/mcp",
                "--insecure-no-auth"));
        command.addAll(List.of(flags));
        return Program.started(name, TARGET.resolve("e2e").resolve("logs"), Map.of(), command)
                .awaitAnswer(URI.create("http://127.0.0.1:" + ops + "/healthz"), START, status -> status == 200);
    }

    private RawClient connect(int network) throws IOException {
        return new RawClient(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                InetAddress.ofLiteral("127.0.0." + (network + 1)));
    }

    private int status() throws IOException {
        try (RawClient client = connect(0)) {
            return client.waitFor(Duration.ofSeconds(10))
                    .send(REQUEST)
                    .response()
                    .status();
        }
    }

    /// Of one processor, while nothing is asked of it.
    private static double load(Program postern) throws InterruptedException {
        Duration before = postern.cpu();
        Thread.sleep(Duration.ofSeconds(3));
        return postern.cpu().minus(before).toMillis() / 3_000.0;
    }

    @Test
    void moreClientsThanDescriptorsLeaveItServing() throws Exception {
        try (Program postern = launched("postern-few-descriptors", "ulimit -n 256; exec \"$@\"")) {
            for (int i = 0; i < 400; i++) {
                crowd.add(connect(0));
            }

            assertThat(status()).isEqualTo(200);
            assertThat(load(postern)).isLessThan(0.7);
            assertThat(status()).isEqualTo(200);
        }
    }

    @Test
    void nineThousandIdleClientsLeaveItServing() throws Exception {
        try (Program postern = launched("postern-many-clients", "ulimit -n $(ulimit -H -n); exec \"$@\"")) {
            for (int i = 0; i < 9_000; i++) {
                crowd.add(connect(i % 9));
            }

            assertThat(status()).isEqualTo(200);
            assertThat(load(postern)).isLessThan(0.7);
        }
    }

    @Test
    void anOutputThatIsFullShutsTheGateAndNothingElse() throws Exception {
        try (Program postern = launched("postern-full-output", "exec \"$@\" > /dev/full")) {
            for (int i = 0; i < 20; i++) {
                assertThat(status()).isEqualTo(503);
            }
            assertThat(load(postern)).isLessThan(0.7);
            postern.awaitAnswer(URI.create("http://127.0.0.1:" + ops + "/readyz"), START, status -> status == 503);
        }
        assertThat(upstream.answered()).isZero();
    }

    @Test
    void anAuditFileWithoutRoomShutsTheGateAndNothingElse() throws Exception {
        try (Program postern = launched("postern-full-audit", "exec \"$@\"", "--audit-file=/dev/full")) {
            for (int i = 0; i < 20; i++) {
                assertThat(status()).isEqualTo(503);
            }
            assertThat(load(postern)).isLessThan(0.7);
            postern.awaitAnswer(URI.create("http://127.0.0.1:" + ops + "/readyz"), START, status -> status == 503);
        }
        assertThat(upstream.answered()).isZero();
    }

    @Test
    void withBestEffortAFullAuditFileStopsNothing() throws Exception {
        try (Program postern = launched(
                "postern-full-audit-best-effort", "exec \"$@\"", "--audit-file=/dev/full", "--audit=best-effort")) {
            for (int i = 0; i < 20; i++) {
                assertThat(status()).isEqualTo(200);
            }
            assertThat(load(postern)).isLessThan(0.7);
            postern.awaitAnswer(URI.create("http://127.0.0.1:" + ops + "/readyz"), START, status -> status == 200);
        }
        assertThat(upstream.answered()).isEqualTo(20);
    }
}
