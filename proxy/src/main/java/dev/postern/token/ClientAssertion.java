package dev.postern.token;

import dev.postern.config.ClientAuthentication.PrivateKeyJwt;
import dev.postern.oauth.Issuer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The JWT by which a client shows that it holds its private key (RFC 7523 §3).
final class ClientAssertion {
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private ClientAssertion() {}

    /// The assertion, empty where the key cannot sign that way.
    static Optional<String> sign(PrivateKeyJwt authentication, String clientId, Issuer issuer, Instant now, String id) {
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.named(authentication.algorithm());
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> header = new LinkedHashMap<>();
        header.put("alg", authentication.algorithm());
        if (authentication.keyId() != null) {
            header.put("kid", authentication.keyId());
        }
        header.put("typ", "JWT");
        Map<String, ?> claims = Map.of(
                "iss",
                clientId,
                "sub",
                clientId,
                "aud",
                issuer.value(),
                "jti",
                id,
                "iat",
                now.getEpochSecond(),
                "exp",
                now.plus(LIFETIME).getEpochSecond());
        try {
            return Optional.of(SignedJwt.of(header, claims, authentication.key(), algorithm.get()));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
