package dev.postern.relay;

import java.time.Duration;

/// What was seen of how long the upstream keeps a silent connection: one that has been silent for nearly as long is not
/// used, as it may be closing just now. Forgotten as soon as a connection is seen to outlast it.
final class IdleLimit {
    /// Who closes earlier does not do it because of silence.
    private static final long LEAST_NANOS = Duration.ofMillis(100).toNanos();

    private long shortest = Long.MAX_VALUE;

    /// Whether a connection may be used that was silent for so long: three quarters of what was seen, no more.
    boolean allows(long silentNanos) {
        return silentNanos < shortest / 4 * 3;
    }

    /// The upstream closed a connection that was silent for so long.
    void closedAfter(long silentNanos) {
        if (silentNanos >= LEAST_NANOS) {
            shortest = Math.min(shortest, silentNanos);
        }
    }

    /// A connection that was silent for so long is open still.
    void openAfter(long silentNanos) {
        if (silentNanos > shortest) {
            shortest = Long.MAX_VALUE;
        }
    }
}
