package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oauth.BearerToken;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import dev.postern.token.InvalidReason;
import dev.postern.token.TokenVerifier;
import dev.postern.token.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrowdTest {
    private static final int AT_ONCE = 1000;
    private static final String REQUEST = "GET /mcp HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer any\r\n\r\n";

    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final AtomicInteger judged = new AtomicInteger();

    private Verdict wait(BearerToken token) {
        judged.incrementAndGet();
        entered.release();
        try {
            leave.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Verdict.Invalid(InvalidReason.SIGNATURE, "judged at last");
    }

    @Test
    void judgesSoManyTokensAtOnceAndAsksTheOthersToComeBack() throws Exception {
        TokenVerifier slow = this::wait;
        List<RawClient> crowd = new ArrayList<>();
        try (TestUpstream upstream = new TestUpstream();
                TestGate gate = new TestGate(upstream.url(), slow, Duration.ofSeconds(5))) {
            for (int i = 0; i < AT_ONCE; i++) {
                crowd.add(gate.connect().send(REQUEST));
            }
            entered.acquire(AT_ONCE);

            Response turnedAway = gate.get("/mcp", "Authorization: Bearer any\r\n");
            assertThat(turnedAway.status()).isEqualTo(503);
            assertThat(turnedAway.field("Retry-After")).isEqualTo("1");
            assertThat(judged.get()).isEqualTo(AT_ONCE);

            leave.countDown();
            for (RawClient client : crowd) {
                assertThat(client.response().status()).isEqualTo(401);
            }
            assertThat(gate.get("/mcp", "Authorization: Bearer any\r\n").status())
                    .isEqualTo(401);
        } finally {
            for (RawClient client : crowd) {
                client.close();
            }
        }
    }
}
