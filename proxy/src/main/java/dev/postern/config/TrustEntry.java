package dev.postern.config;

import dev.postern.oauth.Issuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One issuer whose tokens are accepted, and on what terms.
///
/// @param issuer byte for byte as in `iss`
/// @param audiences of which `aud` must contain one
/// @param algorithms the JWS algorithms accepted from it (RFC 8725 §3.1)
/// @param jwksUrl where its keys are; from its metadata where null
/// @param tokenType which `typ` is accepted
/// @param clockSkew allowed for `exp`, `nbf` and `iat`
public record TrustEntry(
        Issuer issuer,
        List<String> audiences,
        Set<String> algorithms,
        @Nullable URI jwksUrl,
        TokenType tokenType,
        Duration clockSkew) {
    public TrustEntry {
        audiences = List.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        if (audiences.isEmpty() || algorithms.isEmpty()) {
            throw new IllegalArgumentException("a trusted issuer needs an audience and an algorithm");
        }
    }
}
