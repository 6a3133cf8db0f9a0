package dev.postern.relay;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long the upstream says it keeps a connection, in `Keep-Alive: timeout=…`.
final class KeepAliveHint {
    private static final Pattern TIMEOUT = Pattern.compile("(?:^|[,;\\s])timeout=(\\d{1,6})");

    private KeepAliveHint() {}

    /// The shorter of the limit and a second less than the hint.
    static Duration limit(ResponseHead head, Duration limit) {
        if (head.keepAliveHint().isEmpty()) {
            return limit;
        }
        Matcher matcher = TIMEOUT.matcher(head.keepAliveHint());
        if (!matcher.find()) {
            return limit;
        }
        Duration hinted = Duration.ofSeconds(Long.parseLong(matcher.group(1)) - 1);
        return hinted.compareTo(limit) < 0 ? hinted : limit;
    }
}
