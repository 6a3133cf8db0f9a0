package dev.postern.token;

import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads an introspection answer that is a signed JWT (RFC 9701 §5): nothing outside `token_introspection` is of the
/// token.
final class SignedAnswer {
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final TrustEntry entry;
    private final String clientId;
    private final RemoteKeys keys;

    SignedAnswer(TrustEntry entry, String clientId, RemoteKeys keys) {
        this.entry = entry;
        this.clientId = clientId;
        this.keys = keys;
    }

    /// What it says of the token, empty where it is not the issuer's fresh answer to us.
    Optional<JsonObject> read(String text, Instant now) {
        return CompactJws.read(text.strip())
                .filter(this::hasItsType)
                .filter(this::isSigned)
                .flatMap(CompactJws::claims)
                .filter(claims -> isForUs(claims, now))
                .flatMap(claims -> claims.object("token_introspection"));
    }

    private boolean hasItsType(CompactJws jws) {
        String type = jws.header().string("typ").orElse("").toLowerCase(Locale.ROOT);
        return HeaderChecks.refusedParameter(jws.header(), Set.of()).isEmpty()
                && (type.equals("token-introspection+jwt") || type.equals("application/token-introspection+jwt"));
    }

    private boolean isSigned(CompactJws jws) {
        String name = jws.header().string("alg").orElse("");
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.named(name);
        if (algorithm.isEmpty() || !entry.algorithms().contains(name)) {
            return false;
        }
        return keys.find(jws.header().string("kid").orElse(null), algorithm.get())
                        instanceof KeyLookup.Candidates candidates
                && candidates.keys().stream().anyMatch(key -> jws.isSignedBy(key, algorithm.get()));
    }

    private boolean isForUs(JsonObject claims, Instant now) {
        Optional<Instant> issuedAt = NumericDate.read(claims, "iat");
        return claims.string("iss").equals(Optional.of(entry.issuer().value()))
                && claims.strings("aud").filter(aud -> aud.contains(clientId)).isPresent()
                && issuedAt.isPresent()
                && !issuedAt.get().isAfter(now.plus(entry.clockSkew()))
                && issuedAt.get().isAfter(now.minus(MAX_AGE));
    }
}
