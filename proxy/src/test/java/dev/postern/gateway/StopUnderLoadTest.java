package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.RawClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// On Linux, who gets a connection while Postern stops gets an answer on it, however fast they come.
@EnabledOnOs(OS.LINUX)
class StopUnderLoadTest extends GateOnSockets {
    private static final int CALLERS = 8;

    private final AtomicInteger answered = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

    @RepeatedTest(3)
    void everyConnectionIsRefusedOrServed() throws Exception {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().start(() -> callUntilRefused(gate.address())));
        }
        while (answered.get() < 500) {
            Thread.sleep(10);
        }

        gate.close();

        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(broken).isEmpty();
    }

    private void callUntilRefused(InetSocketAddress address) {
        while (true) {
            try (RawClient client = new RawClient(address)) {
                call(client);
            } catch (ConnectException refused) {
                return;
            } catch (IOException e) {
                broken.add(e.toString());
            }
        }
    }

    private void call(RawClient client) {
        try {
            client.send("GET /mcp HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(401);
            answered.incrementAndGet();
        } catch (IOException e) {
            broken.add(e.toString());
        }
    }
}
