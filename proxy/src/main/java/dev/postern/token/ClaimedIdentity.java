package dev.postern.token;

import dev.postern.config.TokenProfile;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import java.time.Instant;
import java.util.Optional;

/// Whom a token or its claims say they speak for, verified by nobody: to explain what a policy would decide, and for
/// nothing else.
public final class ClaimedIdentity {
    private static final String UNNAMED = "https://unnamed.invalid";

    private ClaimedIdentity() {}

    /// By a JWT; empty where it is none, or without what an identity needs.
    public static Optional<Identity> ofToken(String token, TokenProfile profile) {
        return CompactJws.read(token).flatMap(CompactJws::claims).flatMap(claims -> of(claims, profile));
    }

    /// By claims in JSON; empty where they are none, or without what an identity needs.
    public static Optional<Identity> ofClaims(String json, TokenProfile profile) {
        return StrictJson.read(json).flatMap(claims -> of(claims, profile));
    }

    private static Optional<Identity> of(JsonObject claims, TokenProfile profile) {
        String subject = claims.string(profile.subjectClaim()).orElse("");
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        String client = profile.clientClaims().stream()
                .filter(claims::has)
                .findFirst()
                .flatMap(claims::string)
                .orElse(null);
        return new GrantedScopes(profile)
                .read(claims)
                .map(scopes -> new Identity(
                        new Issuer(claims.string("iss").orElse(UNNAMED)),
                        subject,
                        client,
                        scopes,
                        Instant.MAX,
                        claims));
    }
}
