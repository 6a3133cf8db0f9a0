package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleLimitTest {
    private final IdleLimit limit = new IdleLimit();

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private boolean allows(long millis) {
        return limit.allows(nanos(millis));
    }

    @BeforeEach
    void allowsEverythingBeforeAnythingIsSeen() {
        assertThat(allows(1_000_000)).isTrue();
    }

    @Test
    void staysWellBelowTheShortestTimeSeen() {
        limit.closedAfter(nanos(2_000));
        limit.closedAfter(nanos(1_000));
        limit.closedAfter(nanos(3_000));

        assertThat(allows(749)).isTrue();
        assertThat(allows(751)).isFalse();
    }

    @Test
    void takesAnEarlyCloseForSomethingElse() {
        limit.closedAfter(nanos(20));

        assertThat(allows(1_000_000)).isTrue();
    }

    @Test
    void forgetsWhatAConnectionOutlasts() {
        limit.closedAfter(nanos(1_000));

        limit.openAfter(nanos(900));
        assertThat(allows(800)).isFalse();

        limit.openAfter(nanos(1_100));
        assertThat(allows(800)).isTrue();
    }
}
