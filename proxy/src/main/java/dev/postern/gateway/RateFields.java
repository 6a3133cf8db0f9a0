package dev.postern.gateway;

import dev.postern.rate.Level;
import dev.postern.rate.RateLimit;
import dev.postern.relay.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells a client how its limits stand: `RateLimit-Policy` and `RateLimit`, as in
/// draft-ietf-httpapi-ratelimit-headers-11.
final class RateFields {
    private RateFields() {}

    /// One item for each limit; of several buckets of one limit that with the least in it.
    static Fields of(List<Level> levels) {
        Map<String, Level> least = new LinkedHashMap<>();
        for (Level level : levels) {
            least.merge(level.limit().name(), level, (a, b) -> a.left() <= b.left() ? a : b);
        }
        StringBuilder policy = new StringBuilder();
        StringBuilder limit = new StringBuilder();
        for (Level level : least.values()) {
            if (!policy.isEmpty()) {
                policy.append(", ");
                limit.append(", ");
            }
            append(policy, level.limit());
            append(limit, level);
        }
        return policy.isEmpty()
                ? Fields.NONE
                : Fields.NONE.with("RateLimit-Policy", policy.toString()).with("RateLimit", limit.toString());
    }

    private static void append(StringBuilder policy, RateLimit limit) {
        quote(policy, limit.name())
                .append(";q=")
                .append(limit.size())
                .append(";w=")
                .append(limit.seconds());
    }

    private static void append(StringBuilder field, Level level) {
        quote(field, level.limit().name())
                .append(";r=")
                .append(level.left())
                .append(";t=")
                .append(level.seconds());
    }

    /// A string of structured fields (RFC 9651 §3.3.3), which knows visible ASCII and the blank only.
    private static StringBuilder quote(StringBuilder field, String name) {
        field.append('"');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || c == '\\') {
                field.append('\\');
            }
            field.append(c < 0x20 || c > 0x7e ? '_' : c);
        }
        return field.append('"');
    }
}
