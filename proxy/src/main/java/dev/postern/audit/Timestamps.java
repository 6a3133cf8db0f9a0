package dev.postern.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Writes points in time and durations the same way in every format.
final class Timestamps {
    private static final int[] POWERS = {1, 10, 100, 1000};

    private Timestamps() {}

    /// ISO 8601 in UTC, always with three digits after the second, so that lines align and sort.
    static String of(Instant at) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        digits(text, 4, utc.getYear()).append('-');
        digits(text, 2, utc.getMonthValue()).append('-');
        digits(text, 2, utc.getDayOfMonth()).append('T');
        digits(text, 2, utc.getHour()).append(':');
        digits(text, 2, utc.getMinute()).append(':');
        digits(text, 2, utc.getSecond()).append('.');
        return digits(text, 3, at.getNano() / 1_000_000).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int count, int number) {
        for (int unit = POWERS[count - 1]; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
        return text;
    }

    /// Milliseconds, to the microsecond, as a JSON number.
    static String milliseconds(Duration duration) {
        long microseconds = (duration.toNanos() + 500) / 1000;
        StringBuilder text = new StringBuilder(12).append(microseconds / 1000).append('.');
        int fraction = (int) (microseconds % 1000);
        int count = fraction % 10 != 0 ? 3 : fraction % 100 != 0 ? 2 : 1;
        return digits(text, count, fraction / POWERS[3 - count]).toString();
    }
}
