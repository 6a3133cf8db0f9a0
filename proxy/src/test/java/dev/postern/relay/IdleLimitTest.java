package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleLimitTest {
    private final IdleLimit limit = new IdleLimit();

    private boolean allows(long millis) {
        return limit.allows(Duration.ofMillis(millis).toNanos());
    }

    @BeforeEach
    void allowsEverythingBeforeAnythingIsSeen() {
        assertThat(allows(1_000_000)).isTrue();
    }

    @Test
    void staysWellBelowTheShortestTimeSeen() {
        limit.closedAfter(Duration.ofMillis(2_000).toNanos());
        limit.closedAfter(Duration.ofMillis(1_000).toNanos());
        limit.closedAfter(Duration.ofMillis(3_000).toNanos());

        assertThat(allows(749)).isTrue();
        assertThat(allows(751)).isFalse();
    }

    @Test
    void takesAnEarlyCloseForSomethingElse() {
        limit.closedAfter(Duration.ofMillis(20).toNanos());

        assertThat(allows(1_000_000)).isTrue();
    }

    @Test
    void forgetsWhatAConnectionOutlasts() {
        limit.closedAfter(Duration.ofMillis(1_000).toNanos());

        limit.openAfter(Duration.ofMillis(900).toNanos());
        assertThat(allows(800)).isFalse();

        limit.openAfter(Duration.ofMillis(1_100).toNanos());
        assertThat(allows(800)).isTrue();
    }
}
