package dev.postern.token;

import static dev.postern.token.TokenCheck.refuse;

import dev.postern.config.TokenProfile;
import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the claims of an access token must say (RFC 9068 §4, RFC 7519 §4.1).
final class ClaimChecks {
    /// What only an ID token or a logout token has.
    private static final List<String> FOREIGN_CLAIMS = List.of("at_hash", "c_hash", "s_hash", "events");
    /// Keycloak's `typ` claim on tokens that are not for a resource server.
    private static final Set<String> FOREIGN_TYPES = Set.of("id", "refresh", "offline", "logout", "serialized-id");
    /// The upstream is told of subject, client and scopes in header fields, which must stay of a size that servers
    /// take.
    private static final int MAX_NAME = 1024;

    private static final int MAX_SCOPES = 8 * 1024;

    private final AudienceRule audiences;
    private final TokenProfile profile;
    private final GrantedScopes scopes;
    private final Duration skew;

    ClaimChecks(TrustEntry entry) {
        this.audiences = new AudienceRule(entry.audiences());
        this.profile = entry.profile();
        this.scopes = new GrantedScopes(profile);
        this.skew = entry.clockSkew();
    }

    /// Refuses what comes from the right issuer and is no access token.
    Optional<Verdict.Invalid> foreignType(JsonObject claims, Instant now) {
        for (String name : FOREIGN_CLAIMS) {
            if (claims.has(name)) {
                return refuse(InvalidReason.TYPE, "the claim " + name + " belongs to an ID or logout token");
            }
        }
        if (claims.has("token_use") && !claims.string("token_use").equals(Optional.of("access"))) {
            return refuse(InvalidReason.TYPE, "token_use is not access");
        }
        String type = claims.string("typ").orElse("").toLowerCase(Locale.ROOT);
        return FOREIGN_TYPES.contains(type)
                ? refuse(InvalidReason.TYPE, "the claim typ says that it is no access token: " + Shown.of(type))
                : Optional.empty();
    }

    /// What this kind of issuer writes into access tokens and into no others.
    Optional<Verdict.Invalid> required(JsonObject claims, Instant now) {
        for (Map.Entry<String, String> required : profile.requiredClaims().entrySet()) {
            if (!claims.string(required.getKey()).equals(Optional.of(required.getValue()))) {
                return refuse(
                        InvalidReason.TYPE,
                        "expected " + required.getKey() + " to be " + required.getValue() + ", found "
                                + Shown.of(claims.get(required.getKey())));
            }
        }
        return Optional.empty();
    }

    /// Refuses what looks like an ID token, where no header says that it is an access token.
    Optional<Verdict.Invalid> nonce(JsonObject claims, Instant now) {
        return claims.has("nonce")
                ? refuse(InvalidReason.TYPE, "the claim nonce belongs to an ID token, and typ does not say at+jwt")
                : Optional.empty();
    }

    Optional<Verdict.Invalid> audience(JsonObject claims, Instant now) {
        String name = profile.recipientClaim();
        Optional<List<String>> found = claims.strings(name);
        if (found.isPresent() && audiences.acceptsOneOf(found.get())) {
            return Optional.empty();
        }
        return refuse(
                InvalidReason.AUDIENCE,
                "expected " + name + " to contain one of " + audiences + ", found " + Shown.of(claims.get(name)));
    }

    Optional<Verdict.Invalid> expiry(JsonObject claims, Instant now) {
        Optional<Instant> exp = NumericDate.read(claims, "exp");
        if (exp.isEmpty()) {
            return refuse(InvalidReason.CLAIMS, "exp is missing or not a date in seconds");
        }
        return exp.get().plus(skew).isAfter(now)
                ? Optional.empty()
                : refuse(InvalidReason.EXPIRED, "expired at " + exp.get());
    }

    Optional<Verdict.Invalid> notBefore(JsonObject claims, Instant now) {
        return notInTheFuture(claims, "nbf", now);
    }

    Optional<Verdict.Invalid> issuedAt(JsonObject claims, Instant now) {
        return notInTheFuture(claims, "iat", now);
    }

    private Optional<Verdict.Invalid> notInTheFuture(JsonObject claims, String name, Instant now) {
        if (!claims.has(name)) {
            return Optional.empty();
        }
        Optional<Instant> date = NumericDate.read(claims, name);
        if (date.isEmpty()) {
            return refuse(InvalidReason.CLAIMS, name + " is not a date in seconds");
        }
        return date.get().minus(skew).isAfter(now)
                ? refuse(InvalidReason.NOT_YET_VALID, name + " is " + date.get() + ", beyond the clock skew")
                : Optional.empty();
    }

    Optional<Verdict.Invalid> subject(JsonObject claims, Instant now) {
        String name = profile.subjectClaim();
        if (isSensible(claims.string(name).orElse(""))) {
            return Optional.empty();
        }
        return refuse(
                InvalidReason.CLAIMS,
                name + " is missing or no sensible text"
                        + (name.equals("sub") ? " (in Keycloak: give the client the scope \"basic\")" : ""));
    }

    private static boolean isSensible(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME;
    }

    Optional<Verdict.Invalid> grants(JsonObject claims, Instant now) {
        Optional<Scopes> granted = scopes.read(claims);
        if (granted.isEmpty()) {
            return refuse(InvalidReason.CLAIMS, "the scopes are not a list of scope tokens");
        }
        if (granted.get().toString().length() > MAX_SCOPES) {
            return refuse(InvalidReason.CLAIMS, "the scopes are longer than " + MAX_SCOPES + " characters");
        }
        for (String name : profile.clientClaims()) {
            if (claims.has(name) && !isSensible(claims.string(name).orElse(""))) {
                return refuse(InvalidReason.CLAIMS, name + " is no sensible text");
            }
        }
        return Optional.empty();
    }
}
