package dev.postern.token;

import dev.postern.config.IntrospectionConfig;
import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Identity;
import dev.postern.token.Verdict.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an answer of the introspection endpoint means (RFC 7662 §2.2): checked as strictly as a JWT's claims are.
final class IntrospectionAnswer {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final TrustEntry entry;
    private final IntrospectionConfig config;
    private final List<TokenCheck> checks;
    private final ClaimChecks claimChecks;
    private final TokenClaims tokenClaims;

    IntrospectionAnswer(TrustEntry entry, IntrospectionConfig config, WantedClaims wanted) {
        this.entry = entry;
        this.config = config;
        this.tokenClaims = new TokenClaims(entry, wanted);
        this.claimChecks = new ClaimChecks(entry);
        this.checks = List.of(
                this::issuer,
                claimChecks::foreignType,
                claimChecks::audience,
                claimChecks::notBefore,
                claimChecks::issuedAt,
                claimChecks::subject,
                claimChecks::grants,
                wanted::size);
    }

    /// An outage: nothing is said of the token.
    static Judgement outage(String detail) {
        return new Judgement.Undecided(new Verdict.Unavailable(RETRY_AFTER, "introspection: " + detail));
    }

    /// @param answer the members that describe the token
    Judgement judge(JsonObject answer, Instant now) {
        if (!(answer.get("active") instanceof Boolean active)) {
            return outage("an answer without active");
        }
        Instant refusedUntil = now.plus(config.refusalsRememberedFor());
        if (!active) {
            Invalid inactive = new Invalid(
                    InvalidReason.INACTIVE,
                    "the authorization server says that the token is not active (in Keycloak also where " + "aud lacks "
                            + config.clientId() + ")");
            return new Judgement.Refused(inactive, refusedUntil);
        }
        for (TokenCheck check : checks) {
            Optional<Invalid> objection = check.objection(answer, now);
            if (objection.isPresent()) {
                return new Judgement.Refused(objection.get(), refusedUntil);
            }
        }
        return expiring(answer, now, refusedUntil);
    }

    private Judgement expiring(JsonObject answer, Instant now, Instant refusedUntil) {
        // RFC 7662 leaves exp out where the server keeps the time by itself.
        Optional<Invalid> expired = answer.has("exp") ? claimChecks.expiry(answer, now) : Optional.empty();
        if (expired.isPresent()) {
            return new Judgement.Refused(expired.get(), refusedUntil);
        }
        Instant expiresAt = NumericDate.read(answer, "exp").orElse(NumericDate.NEVER);
        Instant bound = now.plus(config.rememberedFor());
        Identity identity = tokenClaims.identity(answer, expiresAt);
        return new Judgement.Accepted(
                new AccessToken(identity, Confirmation.read(answer)),
                expiresAt.isBefore(bound) ? expiresAt : bound,
                () -> true);
    }

    private Optional<Invalid> issuer(JsonObject answer, Instant now) {
        boolean another = answer.has("iss")
                && !answer.string("iss").equals(Optional.of(entry.issuer().value()));
        return another
                ? TokenCheck.refuse(
                        InvalidReason.ISSUER,
                        "expected iss " + entry.issuer() + ", found " + Shown.of(answer.get("iss")))
                : Optional.empty();
    }
}
