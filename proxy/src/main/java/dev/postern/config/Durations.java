package dev.postern.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `500ms`, `30s`, `5m`, `2h`, within bounds.
record Durations(Duration least, Duration most) {
    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    Parsed<Duration> parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return new Parsed.Fault<>("is not a number with one of the units ms, s, m, h");
        }
        Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
        if (duration.compareTo(least) < 0) {
            return new Parsed.Fault<>("is less than " + print(least));
        }
        return duration.compareTo(most) > 0
                ? new Parsed.Fault<>("is more than " + print(most))
                : new Parsed.Value<>(duration);
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String print(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSeconds() % 60 != 0 || duration.isZero()) {
            return duration.toSeconds() + "s";
        }
        return duration.toMinutes() % 60 == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
    }
}
