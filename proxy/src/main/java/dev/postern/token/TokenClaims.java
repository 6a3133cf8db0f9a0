package dev.postern.token;

import dev.postern.config.TrustEntry;
import dev.postern.oauth.Identity;
import java.time.Instant;

/// Turns claims that passed every check into the identity they speak for.
final class TokenClaims {
    private TokenClaims() {}

    static Identity identity(TrustEntry entry, JsonObject claims, Instant expiresAt) {
        return new Identity(
                entry.issuer(),
                claims.string("sub").orElseThrow(),
                claims.string("client_id").or(() -> claims.string("azp")).orElse(null),
                GrantedScopes.read(claims).orElseThrow(),
                expiresAt);
    }
}
