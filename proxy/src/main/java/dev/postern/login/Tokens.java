package dev.postern.login;

import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the authorization server gave.
///
/// @param refresh null where it gave none
/// @param issuedAt by our clock
/// @param expiresAt null where the server did not say
/// @param granted the scopes, as far as known
record Tokens(
        BearerToken access,
        @Nullable RefreshToken refresh,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        Scopes granted) {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// Whether it is still good for some time: half a minute, or a third of its life where that is less.
    boolean isFresh(Instant now) {
        if (expiresAt == null) {
            return true;
        }
        Duration third = Duration.between(issuedAt, expiresAt).dividedBy(3);
        return now.isBefore(expiresAt.minus(third.compareTo(MARGIN) < 0 ? third : MARGIN));
    }
}
