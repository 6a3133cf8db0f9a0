package dev.postern.token;

import dev.postern.config.TrustEntry;
import dev.postern.token.Verdict.Invalid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything a JWT of one issuer must satisfy before its signature is looked at, in order, each check under a name.
final class JwtChecks {

    /// One of them.
    record Named(String name, JwtCheck check) {}

    /// What it asks.
    @FunctionalInterface
    interface JwtCheck {
        Optional<Invalid> objection(Jwt jwt, Instant now);
    }

    private final List<Named> inOrder;

    JwtChecks(TrustEntry entry, WantedClaims wanted) {
        HeaderChecks header = new HeaderChecks(entry);
        ClaimChecks claims = new ClaimChecks(entry);
        this.inOrder = List.of(
                ofHeader("header", header::parameters),
                ofHeader("algorithm", header::algorithm),
                ofHeader("type", header::type),
                ofClaims("kind of token", claims::foreignType),
                ofClaims("claims of the provider", claims::required),
                new Named(
                        "no ID token",
                        (jwt, now) -> HeaderChecks.saysAccessToken(jwt.header())
                                ? Optional.empty()
                                : claims.nonce(jwt.claims(), now)),
                ofClaims("audience", claims::audience),
                ofClaims("expiry", claims::expiry),
                ofClaims("not before", claims::notBefore),
                ofClaims("issued at", claims::issuedAt),
                ofClaims("subject", claims::subject),
                ofClaims("scopes and client", claims::grants),
                ofClaims("size of claims", wanted::size));
    }

    List<Named> inOrder() {
        return inOrder;
    }

    /// What the first check that objects says.
    Optional<Invalid> firstObjection(Jwt jwt, Instant now) {
        for (Named named : inOrder) {
            Optional<Invalid> objection = named.check().objection(jwt, now);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private static Named ofHeader(String name, TokenCheck check) {
        return new Named(name, (jwt, now) -> check.objection(jwt.header(), now));
    }

    private static Named ofClaims(String name, TokenCheck check) {
        return new Named(name, (jwt, now) -> check.objection(jwt.claims(), now));
    }
}
