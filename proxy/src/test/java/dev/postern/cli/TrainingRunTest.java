package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrainingRunTest {
    private final ByteArrayOutputStream outcomes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean onLoopbackOnly = true;

    @Test
    void practisesOnLoopbackAndEndsByItself() {
        int code = train(config -> {
            onLoopbackOnly &= isLoopback(config.listener().address())
                    && isLoopback(config.ops().address())
                    && config.upstream().url().getHost().equals("127.0.0.1");
            return SidecarGate.start(config, outcomes);
        });

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        assertThat(onLoopbackOnly).isTrue();
        assertThat(outcomes.toString(StandardCharsets.US_ASCII).lines())
                .anyMatch(line -> line.contains(" admitted "))
                .anyMatch(line -> line.contains(" no_credentials "))
                .anyMatch(line -> line.contains(" invalid_token "))
                .anyMatch(line -> line.contains(" client_gone "));
    }

    @Test
    void failsWhereNothingCouldBePractised() {
        int code = train(_ -> {
            throw new IOException("no port");
        });

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The training run failed: no port");
    }

    @Test
    void leavesNobodyBehindWhoWouldEndTheProcess() throws InterruptedException {
        train(_ -> {
            throw new IOException("no port");
        });

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(TrainingRun.LIMIT)) {
                assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
            }
        }
    }

    private int train(Gate.Starter gates) {
        // What is set for the gate in use must not leak into the practice.
        Map<String, String> environment = Map.of("POSTERN_LISTEN", "0.0.0.0:1", "POSTERN_UPSTREM", "x");
        PrintStream printer = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new CommandLineProgram(
                        new Terminal(environment, InputStream.nullInputStream(), printer, printer), "1", gates)
                .run("train");
    }

    private static boolean isLoopback(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress();
    }
}
