package dev.postern.token;

import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Judges the JWTs of one issuer: everything that is cheap first, the signature last, and nothing twice.
final class JwtVerifier {
    /// No verdict is remembered longer, whatever the token's own time.
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final TokenClaims tokenClaims;
    private final RemoteKeys keys;
    private final InstantSource clock;
    private final JwtChecks checks;
    private final Semaphore processors;
    private final Revocations revocations;

    /// @param processors on how many signatures are verified at once, of all issuers together
    JwtVerifier(
            TrustEntry entry,
            WantedClaims wanted,
            RemoteKeys keys,
            InstantSource clock,
            Semaphore processors,
            Revocations revocations) {
        this.tokenClaims = new TokenClaims(entry, wanted);
        this.keys = keys;
        this.clock = clock;
        this.checks = new JwtChecks(entry, wanted);
        this.processors = processors;
        this.revocations = revocations;
    }

    /// @param jwt whose `iss` is this issuer
    Judgement judge(Jwt jwt) {
        return checks.firstObjection(jwt, clock.instant())
                .map(Judgement::refuse)
                .orElseGet(() -> judgeSignature(jwt));
    }

    private Judgement judgeSignature(Jwt jwt) {
        String kid = jwt.header().string("kid").orElse(null);
        Optional<SignatureAlgorithm> algorithm = jwt.header().string("alg").flatMap(SignatureAlgorithm::named);
        if (algorithm.isEmpty()) {
            return Judgement.refuse(InvalidReason.ALGORITHM, "no such algorithm");
        }
        Judgement judgement = judge(jwt, algorithm.get(), keys.find(kid, algorithm.get()));
        boolean mayBeNew = kid == null
                && judgement instanceof Judgement.Refused refused
                && refused.verdict().reason() == InvalidReason.SIGNATURE;
        if (!mayBeNew) {
            return judgement;
        }
        return keys.findNewer(algorithm.get())
                .map(newer -> judge(jwt, algorithm.get(), newer))
                .orElse(judgement);
    }

    private Judgement judge(Jwt jwt, SignatureAlgorithm algorithm, KeyLookup lookup) {
        return switch (lookup) {
            case KeyLookup.Candidates candidates -> {
                VerificationKey signer = signer(jwt, algorithm, candidates.keys());
                yield signer == null
                        ? Judgement.refuse(InvalidReason.SIGNATURE, "the signature is not of the key the token names")
                        : accept(jwt.claims(), signer);
            }
            case KeyLookup.Unknown unknown -> Judgement.refuse(InvalidReason.KEY, unknown.detail());
            case KeyLookup.Unfit unfit -> Judgement.refuse(InvalidReason.ALGORITHM, unfit.detail());
            case KeyLookup.Unavailable unavailable ->
                new Judgement.Undecided(new Verdict.Unavailable(unavailable.retryAfter(), unavailable.detail()));
        };
    }

    private @Nullable VerificationKey signer(Jwt jwt, SignatureAlgorithm algorithm, List<VerificationKey> candidates) {
        processors.acquireUninterruptibly();
        try {
            for (VerificationKey key : candidates) {
                if (jwt.jws().isSignedBy(key, algorithm)) {
                    return key;
                }
            }
            return null;
        } finally {
            processors.release();
        }
    }

    private Judgement accept(JsonObject claims, VerificationKey signer) {
        Identity identity =
                tokenClaims.identity(claims, NumericDate.read(claims, "exp").orElseThrow());
        Instant bound = clock.instant().plus(REMEMBERED);
        Instant until = identity.expiresAt().isBefore(bound) ? identity.expiresAt() : bound;
        AccessToken token = new AccessToken(identity, Confirmation.read(claims));
        if (revocations.equals(Revocations.UNKNOWN)) {
            return new Judgement.Accepted(token, until, () -> keys.stillTrusts(signer));
        }
        String id = claims.string("jti").orElse("");
        return revocations.contains(id)
                ? Judgement.refuse(InvalidReason.INACTIVE, "the token was revoked")
                : new Judgement.Accepted(token, until, () -> keys.stillTrusts(signer) && !revocations.contains(id));
    }
}
