package dev.postern.config;

import java.time.Duration;
import java.util.Set;

/// How often something may be done.
///
/// @param name which the log and the metrics give
/// @param per what is counted apart
/// @param targets what counts, everything where it names nothing
/// @param permits so many
/// @param window in so long a time
/// @param burst so many at once
public record RateLimitConfig(
        String name, Set<Per> per, PolicyTargets targets, long permits, Duration window, long burst) {

    /// By what a limit tells callers apart.
    public enum Per {
        SUBJECT,
        CLIENT,
        TOOL,
        ADDRESS
    }

    public RateLimitConfig {
        per = Set.copyOf(per);
        if (permits < 1 || burst < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a limit lets something through in some time");
        }
    }
}
