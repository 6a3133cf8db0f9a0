package dev.postern.token;

import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Identity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Turns claims that passed every check into the identity they speak for.
final class TokenClaims {
    private final TrustEntry entry;
    private final GrantedScopes scopes;
    private final WantedClaims wanted;

    TokenClaims(TrustEntry entry, WantedClaims wanted) {
        this.entry = entry;
        this.wanted = wanted;
        this.scopes = new GrantedScopes(entry.profile());
    }

    Identity identity(JsonObject claims, Instant expiresAt) {
        return new Identity(
                entry.issuer(),
                claims.string(entry.profile().subjectClaim()).orElseThrow(),
                client(claims),
                scopes.read(claims).orElseThrow(),
                expiresAt,
                wanted.of(claims));
    }

    private @Nullable String client(JsonObject claims) {
        for (String name : entry.profile().clientClaims()) {
            if (claims.has(name)) {
                return claims.string(name).orElse(null);
            }
        }
        return null;
    }
}
