package dev.postern.token;

import static dev.postern.token.TokenCheck.refuse;

import dev.postern.config.DpopConfig;
import dev.postern.json.JsonObject;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.ResourceUri;
import dev.postern.token.Verdict.Invalid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Checks the proof that comes with a token bound to a key: the steps of RFC 9449 §4.3, in their order but for the
/// replay, which is asked last so that only good proofs are remembered.
final class DpopVerifier {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_ID_LENGTH = 256;
    private static final int MAX_REMEMBERED = 100_000;
    /// How far ahead of ours a client's clock may be.
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private final DpopConfig config;
    private final ProofTarget target;
    private final DpopNonces nonces;
    private final ReplayStore replays;
    private final InstantSource clock;

    DpopVerifier(DpopConfig config, ResourceUri resource, RandomGenerator random, InstantSource clock) {
        this.config = config;
        this.target = new ProofTarget(resource);
        this.nonces = new DpopNonces(random, clock);
        this.replays = new ReplayStore(config.maxAge().plus(AHEAD), MAX_REMEMBERED);
        this.clock = clock;
    }

    /// The nonce clients are to use, empty where they need none.
    Optional<String> nonce() {
        return config.nonces() ? Optional.of(nonces.current()) : Optional.empty();
    }

    /// Why the proof does not hold for that token and key, empty where it does.
    ///
    /// @param jkt the thumbprint to which the token is bound
    Optional<Invalid> objection(Presentation presentation, String jkt) {
        if (presentation.proofs().size() != 1
                || presentation.proofs().getFirst().length() > MAX_LENGTH) {
            return proofless("expected exactly one DPoP field of sensible length");
        }
        Optional<Jwt> proof = CompactJws.read(presentation.proofs().getFirst())
                .flatMap(jws -> jws.claims().map(claims -> new Jwt(jws, claims)));
        if (proof.isEmpty()) {
            return proofless("the proof is not a JWT");
        }
        return signature(proof.get(), jkt)
                .or(() -> request(proof.get().claims(), presentation))
                .or(() -> freshness(proof.get().claims()))
                .or(() -> replay(proof.get().claims(), jkt));
    }

    private static Optional<Invalid> proofless(String detail) {
        return refuse(InvalidReason.PROOF, detail);
    }

    private Optional<Invalid> signature(Jwt proof, String jkt) {
        JsonObject header = proof.header();
        if (!header.string("typ").orElse("").toLowerCase(Locale.ROOT).equals("dpop+jwt")) {
            return proofless("typ is not dpop+jwt");
        }
        Optional<String> refused = HeaderChecks.refusedParameter(header, Set.of("jwk"));
        if (refused.isPresent()) {
            return proofless("the header parameter " + refused.get() + " is not accepted");
        }
        Optional<SignatureAlgorithm> algorithm =
                header.string("alg").filter(config.algorithms()::contains).flatMap(SignatureAlgorithm::named);
        Optional<JsonObject> jwk = header.object("jwk");
        Optional<VerificationKey> key = jwk.flatMap(JwkReader::read);
        if (algorithm.isEmpty() || key.isEmpty()) {
            return proofless("expected a public jwk and an alg of " + config.algorithms());
        }
        if (!proof.jws().isSignedBy(key.get(), algorithm.get())) {
            return proofless("the signature is not of the key in the proof");
        }
        return jwk.flatMap(JwkThumbprint::of).equals(Optional.of(jkt))
                ? Optional.empty()
                : proofless("the proof is by another key than the token is bound to");
    }

    private Optional<Invalid> request(JsonObject claims, Presentation presentation) {
        if (!claims.string("htm").equals(Optional.of(presentation.method()))) {
            return proofless("htm is not the method of the request");
        }
        if (claims.string("htu").filter(target::isMeantBy).isEmpty()) {
            return proofless("expected htu to be " + target + ", found " + Shown.of(claims.get("htu")));
        }
        return claims.string("ath").equals(Optional.of(hash(presentation.token())))
                ? Optional.empty()
                : proofless("ath is not the hash of the token");
    }

    private Optional<Invalid> freshness(JsonObject claims) {
        if (config.nonces() && claims.string("nonce").filter(nonces::accepts).isEmpty()) {
            return refuse(InvalidReason.NONCE, "the proof has no nonce of ours, or an old one");
        }
        Instant now = clock.instant();
        Optional<Instant> issuedAt = NumericDate.read(claims, "iat");
        boolean fresh = issuedAt.isPresent()
                && !issuedAt.get().isAfter(now.plus(AHEAD))
                && issuedAt.get().isAfter(now.minus(config.maxAge()));
        return fresh ? Optional.empty() : proofless("iat is missing, too old or in the future");
    }

    private Optional<Invalid> replay(JsonObject claims, String jkt) {
        Optional<String> id = claims.string("jti").filter(text -> !text.isEmpty() && text.length() <= MAX_ID_LENGTH);
        if (id.isEmpty()) {
            return proofless("jti is missing or of no sensible length");
        }
        byte[] proof = (jkt + "." + id.get()).getBytes(StandardCharsets.UTF_8);
        return switch (replays.admit(JwkThumbprint.sha256(proof), clock.instant())) {
            case FRESH -> Optional.empty();
            case REPLAYED -> proofless("the proof was used before");
            case FULL -> proofless("too many proofs at once to tell which were used before");
        };
    }

    private static String hash(BearerToken token) {
        return JwkThumbprint.sha256(token.value());
    }
}
