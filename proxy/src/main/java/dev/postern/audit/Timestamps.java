package dev.postern.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// Writes points in time and durations the same way in every format.
final class Timestamps {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Timestamps() {}

    /// ISO 8601 in UTC, always with three digits after the second, so that lines align and sort.
    static String of(Instant at) {
        return MILLISECONDS.format(at);
    }

    /// Milliseconds, to the microsecond.
    static double milliseconds(Duration duration) {
        return Math.round(duration.toNanos() / 1000.0) / 1000.0;
    }
}
