package dev.postern.audit;

import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Outcomes for tests.
final class Outcomes {
    static final Identity ALICE =
            new Identity(new Issuer("https://id.example.com"), "alice", "cli", Scopes.parse("mcp:use"), Instant.EPOCH);

    private Outcomes() {}

    static Outcome admitted() {
        return outcome(Result.ADMITTED, 200, "/mcp", null, null, ALICE);
    }

    static Outcome at(String path) {
        return outcome(Result.NOT_FOUND, 404, path, null, null, null);
    }

    static Outcome refused(String reason, String detail) {
        return outcome(Result.INVALID_TOKEN, 401, "/mcp", reason, detail, null);
    }

    private static Outcome outcome(
            Result result,
            int status,
            String path,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable Identity identity) {
        return new Outcome(
                Instant.parse("2026-11-20T10:00:00Z"),
                "r1",
                "192.0.2.1",
                "POST",
                path,
                status,
                result,
                reason,
                detail,
                identity,
                Particulars.NONE,
                result == Result.ADMITTED,
                12,
                345,
                Duration.ofMillis(7),
                Duration.ofNanos(412_345),
                identity == null ? Duration.ZERO : Duration.ofMillis(6));
    }
}
