package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Postern is stopped and started while requests come in: a request may be refused, which the client can see and
/// repeat,
/// but none that was taken is lost.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class RestartIT {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int CALLERS = 8;
    private static final int RESTARTS = 2;
    private static final String CALLS = "calls";

    private final Stack stack;

    RestartIT(Stack stack) {
        this.stack = stack;
    }

    /// A connection may still be refused, but none that was taken breaks.
    @Test
    void aRestartInPlaceBreaksNoConnection() {
        int port = Ports.free();
        SteadyUpstream upstream = new SteadyUpstream();
        Postern postern = launched("postern-restart-0", port, upstream).awaitReady();
        try (upstream;
                Load load = calling(postern.endpoint())) {
            for (int i = 1; i <= RESTARTS; i++) {
                load.awaitMore(CALLS, 300);
                postern.close();
                postern = launched("postern-restart-" + i, port, upstream).awaitReady();
            }
            load.awaitMore(CALLS, 300);
            load.finish();

            assertThat(load.answers(CALLS)).as(load.toString()).containsEntry("200", upstream.answered());
            assertThat(load.answers(CALLS).keySet())
                    .as(load.toString())
                    .isSubsetOf("200", "503 Retry-After", Load.NOT_CONNECTED);
        } finally {
            postern.close();
        }
    }

    @Test
    void aHandoverToASecondInstanceIsNotNoticed() {
        AtomicInteger current = new AtomicInteger(Ports.free());
        SteadyUpstream upstream = new SteadyUpstream();
        Postern postern =
                launched("postern-handover-0", current.get(), upstream).awaitReady();
        try (upstream;
                Tunnel balancer = new Tunnel(current::get, (_, _) -> {});
                Load load = calling(URI.create("http://localhost:" + balancer.port() + "/mcp"))) {
            for (int i = 1; i <= RESTARTS; i++) {
                load.awaitMore(CALLS, 300);
                int port = Ports.free();
                Postern next = launched("postern-handover-" + i, port, upstream).awaitReady();
                // New connections go to the new one before the old one is told to end.
                current.set(port);
                postern.close();
                postern = next;
            }
            load.awaitMore(CALLS, 300);

            assertThat(load.answers(CALLS)).as(load.toString()).containsOnlyKeys("200");
        } finally {
            postern.close();
        }
    }

    private Load calling(URI endpoint) {
        String token = stack.goodToken();
        Load load = new Load();
        for (int i = 0; i < CALLERS; i++) {
            load.add(CALLS, endpoint, PAUSE, () -> token);
        }
        return load;
    }

    private Postern launched(String name, int port, SteadyUpstream upstream) {
        return stack.launched(name, port, upstream.port(), stack.trustInTheRealm());
    }
}
