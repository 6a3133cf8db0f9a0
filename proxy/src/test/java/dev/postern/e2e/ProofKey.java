package dev.postern.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A client's key, and the proofs that it has it (RFC 9449 §4.2), made by Nimbus and not by Postern.
final class ProofKey {
    private final ECKey key;

    ProofKey() {
        try {
            this.key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A proof for one request.
    Proof proof(String method, URI url) {
        return new Proof(key, method, url, null, null);
    }

    /// What a proof says.
    ///
    /// @param token the access token it comes with; null at the token endpoint
    /// @param nonce the server's; null where it gave none
    record Proof(
            ECKey key,
            String method,
            URI url,
            @Nullable String token,
            @Nullable String nonce) {
        Proof of(String newToken) {
            return new Proof(key, method, url, newToken, nonce);
        }

        Proof with(String newNonce) {
            return new Proof(key, method, url, token, newNonce);
        }

        /// A proof of its own, with an id of its own, each time.
        String signed() {
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                    .jwtID(UUID.randomUUID().toString())
                    .issueTime(Date.from(Instant.now()))
                    .claim("htm", method)
                    .claim("htu", url.toString());
            if (token != null) {
                claims.claim("ath", hash(token));
            }
            if (nonce != null) {
                claims.claim("nonce", nonce);
            }
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType("dpop+jwt"))
                    .jwk(key.toPublicJWK())
                    .build();
            return signed(new SignedJWT(header, claims.build()));
        }

        private String signed(SignedJWT proof) {
            try {
                proof.sign(new ECDSASigner(key));
                return proof.serialize();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String hash(String token) {
            try {
                return Base64URL.encode(
                                MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)))
                        .toString();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
