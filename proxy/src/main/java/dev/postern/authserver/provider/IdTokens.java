package dev.postern.authserver.provider;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.oauth.Issuer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Judges ID tokens (OpenID Connect Core §3.1.3.7): signed by the provider, for us alone, of this very login.
final class IdTokens {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("preferred_username", "email", "name");

    private final Issuer issuer;
    private final String clientId;
    private final InstantSource clock;

    IdTokens(Issuer issuer, String clientId, InstantSource clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clock = clock;
    }

    /// Who a token is about.
    ///
    /// @param subject for good
    /// @param name what they are called
    record Claims(String subject, String name) {}

    Optional<Claims> read(String idToken, String jwks, String nonce) {
        try {
            SignedJWT jwt = SignedJWT.parse(idToken);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean good = Signatures.isSigned(jwt, JWKSet.parse(jwks))
                    && isForUs(claims)
                    && isOfNow(claims)
                    && nonce.equals(claims.getStringClaim("nonce"));
            String subject = claims.getSubject();
            return good
                            && subject != null
                            && !subject.isBlank()
                            && subject.length() <= 255
                            && subject.chars().noneMatch(Character::isISOControl)
                    ? Optional.of(new Claims(subject, name(claims, subject)))
                    : Optional.empty();
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

    private static String name(JWTClaimsSet claims, String subject) {
        for (String name : NAMES) {
            if (claims.getClaim(name) instanceof String text && !text.isBlank()) {
                return text;
            }
        }
        return subject;
    }
}
