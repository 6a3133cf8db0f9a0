package dev.postern.relay;

import java.time.Duration;

/// Splits an exchange's time into Postern's own and the upstream's.
final class Stopwatch {
    private final long start;
    private long decided;
    private long answered;

    /// @param start when the head's first byte came, 0 where that is not known
    Stopwatch(long start) {
        this.start = start == 0 ? System.nanoTime() : start;
    }

    /// The request was forwarded or answered.
    void decided() {
        if (decided == 0) {
            decided = System.nanoTime();
        }
    }

    /// The upstream's header fields came.
    void upstreamAnswered() {
        answered = System.nanoTime();
    }

    Ending ending(Ending.How how, int status, long requestBytes, long responseBytes) {
        long now = System.nanoTime();
        long own = (decided == 0 ? now : decided) - start;
        long upstream = answered == 0 ? 0 : answered - decided;
        return new Ending(
                how,
                status,
                requestBytes,
                responseBytes,
                Duration.ofNanos(now - start),
                Duration.ofNanos(own),
                Duration.ofNanos(upstream));
    }
}
