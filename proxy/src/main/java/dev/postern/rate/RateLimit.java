package dev.postern.rate;

import java.time.Duration;

/// A token bucket's size, and when it is filled again. It is filled whole: whoever has taken all of it waits until
/// then,
/// and between two fillings nobody takes more than the bucket holds.
///
/// @param name as the policy file calls it: a label, and what clients are told
/// @param size how many requests it holds
/// @param refill from one filling to the next
public record RateLimit(String name, long size, Duration refill) {
    public RateLimit {
        if (size < 1 || !refill.isPositive()) {
            throw new IllegalArgumentException("a bucket holds something, and is filled again after a time");
        }
    }

    /// The time between two fillings in whole seconds, at least one.
    public long seconds() {
        return Level.seconds(refill);
    }

    /// A bucket by whose fillings so many pass in a time.
    ///
    /// @param permits how many in the window, on an average
    /// @param burst how many of them at once, the bucket's size
    public static RateLimit of(String name, long permits, Duration window, long burst) {
        double refillNanos = (double) window.toNanos() * burst / permits;
        return new RateLimit(name, burst, Duration.ofNanos(Math.max(1, Math.round(refillNanos))));
    }
}
