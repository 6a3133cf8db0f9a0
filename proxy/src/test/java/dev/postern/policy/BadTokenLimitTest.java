package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BadTokenLimitTest {
    private final AtomicLong now = new AtomicLong();
    private final BadTokenLimit limit = new BadTokenLimit(10, now::get);

    private int taken(String address) {
        int taken = 0;
        while (taken < 1000 && limit.take(address)) {
            taken++;
        }
        return taken;
    }

    @Test
    void threeSecondsWorthMayComeAtOnceAndThenSoManyEachSecond() {
        assertThat(taken("10.0.0.1")).isEqualTo(30);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(taken("10.0.0.1")).isEqualTo(10);

        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken("10.0.0.1")).isEqualTo(30);
    }

    @Test
    void goodTokensCostNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.take("10.0.0.1")).isTrue();
            limit.giveBack("10.0.0.1");
        }

        assertThat(taken("10.0.0.1")).isEqualTo(30);
    }

    @Test
    void anAddressSpendsNothingOfAnothers() {
        taken("10.0.0.1");
        taken("2001:db8::1");

        assertThat(taken("10.0.0.2")).isEqualTo(30);
        assertThat(taken("2001:db8::2")).isZero();
    }
}
