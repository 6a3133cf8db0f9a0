package dev.postern.authserver.provider;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.oauth.Issuer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges ID tokens (OpenID Connect Core §3.1.3.7): signed by the provider, for us alone, of this very login.
final class IdTokens {
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final Issuer issuer;
    private final String clientId;
    private final boolean hosted;
    private final InstantSource clock;

    /// @param hosted as [IdTokenClaims] has it
    IdTokens(Issuer issuer, String clientId, boolean hosted, InstantSource clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.hosted = hosted;
        this.clock = clock;
    }

    /// @param nonce of the login; null for the token of a refresh, which may have none (§12.2)
    Optional<IdTokenClaims> read(String idToken, String jwks, @Nullable String nonce) {
        try {
            SignedJWT jwt = SignedJWT.parse(idToken);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean good = Signatures.isSigned(jwt, JWKSet.parse(jwks))
                    && isForUs(claims)
                    && isOfNow(claims)
                    && (nonce == null || nonce.equals(claims.getStringClaim("nonce")));
            return good ? IdTokenClaims.of(claims, hosted) : Optional.empty();
        } catch (ParseException _) {
            return Optional.empty();
        }
    }

    private boolean isForUs(JWTClaimsSet claims) throws ParseException {
        String party = claims.getStringClaim("azp");
        return issuer.value().equals(claims.getIssuer())
                && claims.getAudience().contains(clientId)
                && (party == null ? claims.getAudience().size() == 1 : party.equals(clientId));
    }

    private boolean isOfNow(JWTClaimsSet claims) {
        Instant now = clock.instant();
        return claims.getExpirationTime() != null
                && claims.getIssueTime() != null
                && now.isBefore(claims.getExpirationTime().toInstant().plus(SKEW))
                && !claims.getIssueTime().toInstant().isAfter(now.plus(SKEW));
    }
}
