package dev.postern.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The part of `Cache-Control` (RFC 9111 §5.2.2) that says how long an answer may be kept.
final class CacheControl {
    private CacheControl() {}

    /// Zero where storing or reuse is forbidden, empty where nothing readable is said.
    static Optional<Duration> maxAge(List<String> fields) {
        Optional<Duration> maxAge = Optional.empty();
        for (String directive : String.join(",", fields).split(",", -1)) {
            String lower = directive.strip().toLowerCase(Locale.ROOT);
            if (lower.equals("no-store") || lower.equals("no-cache")) {
                return Optional.of(Duration.ZERO);
            }
            if (maxAge.isEmpty() && lower.matches("max-age=\\d{1,9}")) {
                maxAge = Optional.of(Duration.ofSeconds(Long.parseLong(lower.substring("max-age=".length()))));
            }
        }
        return maxAge;
    }
}
