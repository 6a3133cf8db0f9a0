package dev.postern.token;

import static dev.postern.token.TokenCheck.refuse;

import dev.postern.config.TrustEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the claims of an access token must say (RFC 9068 §4, RFC 7519 §4.1).
final class ClaimChecks {
    /// What only an ID token or a logout token has.
    private static final List<String> FOREIGN_CLAIMS = List.of("at_hash", "c_hash", "s_hash", "events");
    /// Keycloak's `typ` claim on tokens that are not for a resource server.
    private static final Set<String> FOREIGN_TYPES = Set.of("id", "refresh", "offline", "logout", "serialized-id");
    private static final int MAX_SUBJECT = 1024;

    private final AudienceRule audiences;
    private final Duration skew;

    ClaimChecks(TrustEntry entry) {
        this.audiences = new AudienceRule(entry.audiences());
        this.skew = entry.clockSkew();
    }

    /// Refuses what is signed by the right key and is no access token.
    Optional<Verdict.Invalid> purpose(Jwt jwt, Instant now) {
        for (String name : FOREIGN_CLAIMS) {
            if (jwt.claims().has(name)) {
                return refuse(InvalidReason.TYPE, "the claim " + name + " belongs to an ID or logout token");
            }
        }
        if (jwt.claims().has("nonce") && !HeaderChecks.saysAccessToken(jwt)) {
            return refuse(InvalidReason.TYPE, "the claim nonce belongs to an ID token, and typ does not say at+jwt");
        }
        if (jwt.claims().has("token_use") && !jwt.claims().string("token_use").equals(Optional.of("access"))) {
            return refuse(InvalidReason.TYPE, "token_use is not access");
        }
        String type = jwt.claims().string("typ").orElse("").toLowerCase(Locale.ROOT);
        if (FOREIGN_TYPES.contains(type)) {
            return refuse(InvalidReason.TYPE, "the claim typ says that it is no access token: " + Shown.of(type));
        }
        return Optional.empty();
    }

    Optional<Verdict.Invalid> audience(Jwt jwt, Instant now) {
        Optional<List<String>> found = jwt.claims().strings("aud");
        if (found.isPresent() && audiences.acceptsOneOf(found.get())) {
            return Optional.empty();
        }
        return refuse(
                InvalidReason.AUDIENCE,
                "expected aud to contain one of " + audiences + ", found "
                        + Shown.of(jwt.claims().get("aud")));
    }

    Optional<Verdict.Invalid> expiry(Jwt jwt, Instant now) {
        Optional<Instant> exp = NumericDate.read(jwt.claims(), "exp");
        if (exp.isEmpty()) {
            return refuse(InvalidReason.CLAIMS, "exp is missing or not a date in seconds");
        }
        return exp.get().plus(skew).isAfter(now)
                ? Optional.empty()
                : refuse(InvalidReason.EXPIRED, "expired at " + exp.get());
    }

    Optional<Verdict.Invalid> notBefore(Jwt jwt, Instant now) {
        return notInTheFuture(jwt, "nbf", now);
    }

    Optional<Verdict.Invalid> issuedAt(Jwt jwt, Instant now) {
        return notInTheFuture(jwt, "iat", now);
    }

    private Optional<Verdict.Invalid> notInTheFuture(Jwt jwt, String name, Instant now) {
        if (!jwt.claims().has(name)) {
            return Optional.empty();
        }
        Optional<Instant> date = NumericDate.read(jwt.claims(), name);
        if (date.isEmpty()) {
            return refuse(InvalidReason.CLAIMS, name + " is not a date in seconds");
        }
        return date.get().minus(skew).isAfter(now)
                ? refuse(InvalidReason.NOT_YET_VALID, name + " is " + date.get() + ", beyond the clock skew")
                : Optional.empty();
    }

    Optional<Verdict.Invalid> subject(Jwt jwt, Instant now) {
        String subject = jwt.claims().string("sub").orElse("");
        if (!subject.isEmpty() && subject.length() <= MAX_SUBJECT) {
            return Optional.empty();
        }
        return refuse(
                InvalidReason.CLAIMS,
                "sub is missing or no sensible text (in Keycloak: give the client the scope \"basic\")");
    }

    Optional<Verdict.Invalid> grants(Jwt jwt, Instant now) {
        if (GrantedScopes.read(jwt.claims()).isEmpty()) {
            return refuse(InvalidReason.CLAIMS, "scope or scp is not a list of scope tokens");
        }
        for (String name : List.of("client_id", "azp")) {
            if (jwt.claims().has(name) && jwt.claims().string(name).isEmpty()) {
                return refuse(InvalidReason.CLAIMS, name + " is not a string");
            }
        }
        return Optional.empty();
    }
}
