package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientAssertionTest {
    private final TestFace face = new TestFace();
    private final ECKey key;
    private final String client;

    ClientAssertionTest() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        client = TestFace.json(face.postJson(
                        "/register",
                        "{\"redirect_uris\": [\"%s\"], \"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks\": {\"keys\": [%s]}}"
                                .formatted(TestFace.REDIRECT, key.toPublicJWK().toJSONString())))
                .string("client_id")
                .orElseThrow();
    }

    @Test
    void letsAClientInByItsKeyOnceForEachAssertion() throws JOSEException {
        String assertion = assertion(claims -> claims, key);

        AuthResponse first = redeem(face.code(TestFace.authorization(client)), assertion);
        AuthResponse again = redeem("any", assertion);

        assertThat(first.status()).isEqualTo(200);
        assertThat(TestFace.error(again)).isEqualTo("invalid_client");
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> badClaims() {
        return Stream.of(
                claims -> claims.audience("https://other.example.com"),
                claims -> claims.issuer("somebody"),
                claims -> claims.subject("somebody"),
                claims -> claims.jwtID(null),
                claims -> claims.expirationTime(null),
                claims -> claims.expirationTime(Date.from(Instant.parse("2026-11-21T11:59:00Z"))),
                claims -> claims.expirationTime(Date.from(Instant.parse("2026-11-22T12:00:00Z"))),
                claims -> claims.notBeforeTime(Date.from(Instant.parse("2026-11-21T12:05:00Z"))));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void takesNoAssertionThatIsNotForUsAndNow(UnaryOperator<JWTClaimsSet.Builder> bad) throws JOSEException {
        AuthResponse refused = redeem("any", assertion(bad, key));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(TestFace.error(refused)).isEqualTo("invalid_client");
    }

    @Test
    void takesNoAssertionOfAnotherKey() throws JOSEException {
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("k").generate();

        AuthResponse refused = redeem("any", assertion(claims -> claims, other));

        assertThat(TestFace.error(refused)).isEqualTo("invalid_client");
    }

    private AuthResponse redeem(String code, String assertion) {
        Map<String, String> form = new HashMap<>(TestFace.redemption(client, code));
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion);
        return face.post("/token", form);
    }

    private String assertion(UnaryOperator<JWTClaimsSet.Builder> change, ECKey signer) throws JOSEException {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(TestFace.ISSUER)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(face.clock.instant().plusSeconds(60)));
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
                change.apply(claims).build());
        jwt.sign(new ECDSASigner(signer));
        return jwt.serialize();
    }
}
