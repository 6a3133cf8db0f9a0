package dev.postern.authserver;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.config.AuthServerConfig;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/// Our access tokens (RFC 9068): signed, short-lived, for one resource.
final class AccessTokens {
    static final String OFFLINE_ACCESS = "offline_access";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final AuthServerConfig config;
    private final KeyRing keys;
    private final Secrets secrets;
    private final InstantSource clock;

    AccessTokens(AuthServerConfig config, KeyRing keys, Secrets secrets, InstantSource clock) {
        this.config = config;
        this.keys = keys;
        this.secrets = secrets;
        this.clock = clock;
    }

    Duration lifetime() {
        return config.accessTokenLifetime();
    }

    /// @param grantId whose end is the token's end as far as we are asked; its id begins the token's
    /// @param user what else is told of the user, under names that no other claim has
    String issue(
            String grantId, String subject, JsonObject user, String clientId, Scopes scopes, List<String> resources) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer().value())
                .subject(subject)
                .audience(resources)
                .claim("client_id", clientId)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime())))
                .jwtID(grantId + "." + secrets.id());
        PlainJson.of(user).forEach(claims::claim);
        // offline_access is between the client and us
        String scope = String.join(
                " ",
                scopes.values().stream().filter(s -> !s.equals(OFFLINE_ACCESS)).toList());
        if (!scope.isEmpty()) {
            claims.claim("scope", scope);
        }
        return sign(claims.build());
    }

    private String sign(JWTClaimsSet claims) {
        ECKey key = keys.current();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK signs with P-256", e);
        }
        return token.serialize();
    }

    /// The claims of a token of ours that has not expired, empty for anything else.
    Optional<JWTClaimsSet> read(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWK key = keys.publicKeys().getKeyByKeyId(jwt.getHeader().getKeyID());
            if (!(key instanceof ECKey ecKey)
                    || !TYPE.equals(jwt.getHeader().getType())
                    || !JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                    || !jwt.verify(new ECDSAVerifier(ecKey.toECPublicKey()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean ours = config.issuer().value().equals(claims.getIssuer());
            return ours && clock.instant().isBefore(claims.getExpirationTime().toInstant())
                    ? Optional.of(claims)
                    : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    /// The grant a token was issued under.
    static String grantOf(JWTClaimsSet claims) {
        return grantOf(claims.getJWTID());
    }

    static String grantOf(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf('.')));
    }
}
