package dev.postern.rate;

import java.time.Duration;

/// How a bucket stands.
///
/// @param left how many requests it still holds
/// @param refilledIn when it is filled again
public record Level(RateLimit limit, long left, Duration refilledIn) {
    private static final long NANOS = 1_000_000_000L;

    /// When it is filled again, in whole seconds, at least one.
    public long seconds() {
        return seconds(refilledIn);
    }

    static long seconds(Duration duration) {
        return Math.max(1, Math.ceilDiv(duration.toNanos(), NANOS));
    }
}
