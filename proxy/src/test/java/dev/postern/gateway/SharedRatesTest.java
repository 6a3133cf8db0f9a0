package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.PolicyTargets;
import dev.postern.config.RateLimitConfig;
import dev.postern.config.RateLimitConfig.Per;
import dev.postern.config.RateStoreConfig;
import dev.postern.rate.RateLimits;
import dev.postern.rate.SharedBuckets;
import dev.postern.testing.RawClient;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestStore;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two gates before one upstream, with one Valkey or Redis server: a subject may send a hundred requests in a minute.
class SharedRatesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String GET = "GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n";
    private static final List<RateLimitConfig> LIMITS = List.of(
            new RateLimitConfig("per-user", Set.of(Per.SUBJECT), PolicyTargets.ANY, 100, Duration.ofMinutes(1), 100));

    private TestStore store;
    private TestUpstream upstream;
    private Replica one;
    private Replica other;

    /// A gate and its way to the store.
    private record Replica(TestGate gate, SharedBuckets buckets) {
        /// Sends requests on one connection; how many were admitted.
        int send(int requests) {
            int admitted = 0;
            try (RawClient client = gate.connect()) {
                for (int i = 0; i < requests; i++) {
                    int status = client.send(GET).response().status();
                    assertThat(status).isIn(200, 429);
                    admitted += status == 200 ? 1 : 0;
                }
                return admitted;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        void die() {
            gate.close();
            buckets.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        store = TestStore.start();
        upstream = new TestUpstream().serve(call -> call.send(OK));
        one = replica();
        other = replica();
    }

    private Replica replica() throws IOException {
        RateStoreConfig config =
                new RateStoreConfig(false, "localhost", store.port(), "", null, 0, "postern", List.of());
        SharedBuckets buckets = SharedBuckets.open(config, (_, _) -> {}, System::nanoTime);
        return new Replica(TestGate.withRates(upstream, LIMITS, RateLimits.shared(LIMITS, buckets)), buckets);
    }

    @AfterEach
    void stop() throws IOException {
        one.die();
        other.die();
        upstream.close();
        store.close();
    }

    /// By eight connections to each gate, at once.
    private int sendByBoth(int requestsEach) throws InterruptedException {
        AtomicInteger admitted = new AtomicInteger();
        List<Thread> clients = IntStream.range(0, 16)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() -> admitted.addAndGet((i % 2 == 0 ? one : other).send(requestsEach))))
                .toList();
        for (Thread client : clients) {
            client.join();
        }
        return admitted.get();
    }

    @Test
    void twoReplicasHoldALimitOfAHundredAMinute() throws Exception {
        int admitted = sendByBoth(40);

        assertThat(admitted).isEqualTo(100);
        assertThat(upstream.waitingCalls()).isEqualTo(100);
        assertThat(one.buckets().decidedLocally() + other.buckets().decidedLocally())
                .isZero();
    }

    @Test
    void theLimitHoldsWhenAReplicaDies() {
        int before = one.send(60);
        one.die();

        assertThat(before + other.send(300)).isEqualTo(100);
    }

    @Test
    void eachReplicaHoldsTheLimitByItselfWhenTheStoreDies() throws Exception {
        int byOne = one.send(60);
        int byOther = other.send(20);
        store.kill();

        byOne += one.send(300);
        byOther += other.send(300);

        assertThat(List.of(byOne, byOther)).containsExactly(100, 100);
    }

    @Test
    void everybodyIsAnsweredWhenTheStoreFreezesUnderLoad() throws Exception {
        Thread freezing = Thread.ofVirtual().start(() -> {
            try {
                store.freeze();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        int admitted = sendByBoth(200);
        freezing.join();

        assertThat(admitted).isBetween(100, 200);
        store.thaw();
    }
}
