package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attempts to get tokens from what belongs to somebody else, or more of them than were granted.
class TokenAttackTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TestFace face = new TestFace();

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "client_id", "code", "redirect_uri", "code_verifier"})
    void takesNoParameterOfARedemptionTwice(String name) {
        String client = face.publicClient();
        Map<String, String> form = TestFace.redemption(client, face.code(TestFace.authorization(client)));
        String twice = TestFace.encode(form) + "&" + TestFace.encode(Map.of(name, "other"));

        AuthResponse refused = face.send("POST", "/token", twice, Map.of("content-type", FORM));

        assertThat(refused.status()).isIn(400, 401);
        assertThat(refused.body()).doesNotContain("access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "client_id", "refresh_token", "scope"})
    void takesNoParameterOfARefreshTwice(String name) {
        String client = face.publicClient();
        String token = face.tokens(client).string("refresh_token").orElseThrow();
        Map<String, String> form =
                Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", token, "scope", "mcp:use");
        String twice = TestFace.encode(Map.of(name, "mcp:use")) + "&" + TestFace.encode(form);

        AuthResponse refused = face.send("POST", "/token", twice, Map.of("content-type", FORM));

        assertThat(refused.status()).isIn(400, 401);
        assertThat(refused.body()).doesNotContain("access_token");
    }

    @Test
    void takesTheParametersOfAPostFromItsBodyOnly() {
        String client = face.publicClient();
        String query = TestFace.encode(TestFace.redemption(client, face.code(TestFace.authorization(client))));

        AuthResponse refused = face.send("POST", "/token?" + query, "", Map.of("content-type", FORM));
        AuthResponse asJson = face.send("POST", "/token", query, Map.of("content-type", "application/json"));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(asJson.status()).isEqualTo(400);
    }

    @Test
    void takesOneClientForOneClient() {
        JsonObject one = face.register("client_secret_basic");
        JsonObject other = face.register("client_secret_post");
        String id = text(one, "client_id");
        String basic = id + ":" + text(one, "client_secret");
        Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", "x"));

        form.put("client_id", text(other, "client_id"));
        AuthResponse otherInForm = basic(basic, form);
        form.put("client_secret", text(other, "client_secret"));
        AuthResponse bothWays = basic(basic, form);
        form.put("client_id", id);
        AuthResponse otherSecret = face.post("/token", form);
        form.remove("client_secret");
        AuthResponse noSecret = face.post("/token", form);
        AuthResponse emptySecret = basic(id + ":", form);
        AuthResponse right = basic(basic, form);

        assertThat(TestFace.error(otherInForm)).isEqualTo("invalid_client");
        assertThat(TestFace.error(bothWays)).isIn("invalid_client", "invalid_request");
        assertThat(TestFace.error(otherSecret)).isEqualTo("invalid_client");
        assertThat(TestFace.error(noSecret)).isEqualTo("invalid_client");
        assertThat(emptySecret.status()).isIn(400, 401);
        assertThat(TestFace.error(right)).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic !!!",
                "Basic bm9jb2xvbg==",
                "Basic //79OmE=",
                "Basic AAA6AAA=",
                "Basic JTAwOiUwMA==",
                "Basic JVo6JVo=",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Digest username=\"x\""
            })
    void refusesAuthenticationThatCannotBeRead(String authorization) {
        AuthResponse refused = face.send(
                "POST",
                "/token",
                TestFace.encode(Map.of("grant_type", "refresh_token", "refresh_token", "x")),
                Map.of("content-type", FORM, "authorization", authorization));

        assertThat(refused.status()).isIn(400, 401);
        assertThat(TestFace.error(refused)).isIn("invalid_client", "invalid_request");
    }

    @Test
    void takesNoAssertionThatIsNotSignedByTheKeyOfTheClient() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        ECKey evil = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        String client = text(
                TestFace.json(face.postJson(
                        "/register",
                        "{\"redirect_uris\": [\"%s\"], \"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks\": {\"keys\": [%s]}}"
                                .formatted(TestFace.REDIRECT, key.toPublicJWK().toJSONString()))),
                "client_id");
        byte[] publicKey = key.toECPublicKey().getEncoded();
        byte[] publicJwk = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        JWSHeader.Builder ownKey =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").jwk(evil.toPublicJWK());

        List<String> forged = List.of(
                signed(client, new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k"), new MACSigner(publicKey)),
                signed(client, new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k"), new MACSigner(publicJwk)),
                signed(client, ownKey, new ECDSASigner(evil)),
                new PlainJWT(claims(client)).serialize());

        for (String assertion : forged) {
            AuthResponse refused = asserted(client, assertion);
            assertThat(refused.status()).isIn(400, 401);
            assertThat(TestFace.error(refused)).isIn("invalid_client", "invalid_request");
        }
        AuthResponse right = asserted(
                client, signed(client, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k"), new ECDSASigner(key)));
        assertThat(TestFace.error(right)).isEqualTo("invalid_grant");
    }

    private String signed(String client, JWSHeader.Builder header, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header.build(), claims(client));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private JWTClaimsSet claims(String client) {
        return new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(TestFace.ISSUER)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(face.clock.instant().plusSeconds(60)))
                .build();
    }

    private AuthResponse asserted(String client, String assertion) {
        return face.post(
                "/token",
                Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", "x",
                        "client_id", client,
                        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion", assertion));
    }

    @Test
    void takesNoTokenForAnotherKindOfToken() {
        String client = face.publicClient();
        JsonObject tokens = face.tokens(client);
        face.forgetCookies();
        String code = face.code(TestFace.authorization(client));

        List<AuthResponse> refused = List.of(
                face.refresh(client, text(tokens, "access_token")),
                face.refresh(client, code),
                face.post("/token", TestFace.redemption(client, text(tokens, "refresh_token"))),
                face.post("/token", TestFace.redemption(client, text(tokens, "access_token"))));

        assertThat(refused).allMatch(answer -> TestFace.error(answer).equals("invalid_grant"));
        assertThat(face.post("/token", TestFace.redemption(client, code)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "scope, mcp:admin, invalid_scope",
        "scope, mcp:use mcp:admin, invalid_scope",
        "scope, mcp:use openid, invalid_scope",
        "resource, https://other.example.com/mcp, invalid_target",
        "resource, https://mcp.example.com/mcp/../other, invalid_target"
    })
    void refreshesNothingWiderThanTheUserAgreedTo(String name, String value, String error) {
        String client = face.publicClient();
        String token = text(face.tokens(client), "refresh_token");
        Map<String, String> form =
                new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", token));
        form.put(name, value);

        AuthResponse wider = face.post("/token", form);

        assertThat(TestFace.error(wider)).isEqualTo(error);
        assertThat(TestFace.json(face.refresh(client, token)).string("scope")).contains("mcp:use offline_access");
    }

    @Test
    void repeatsNoSecretInWhatItRefuses() {
        JsonObject client = face.register("client_secret_post");
        Map<String, String> form = TestFace.redemption(text(client, "client_id"), "a-secret-code");
        form.put("client_secret", "a-wrong-secret");
        form.put("code_verifier", TestFace.VERIFIER);

        AuthResponse wrongSecret = face.post("/token", form);
        form.put("client_secret", text(client, "client_secret"));
        AuthResponse wrongCode = face.post("/token", form);

        for (AuthResponse refused : List.of(wrongSecret, wrongCode)) {
            assertThat(refused.status()).isIn(400, 401);
            assertThat(refused.toString())
                    .doesNotContain("a-secret-code")
                    .doesNotContain("a-wrong-secret")
                    .doesNotContain(text(client, "client_secret"))
                    .doesNotContain(TestFace.VERIFIER);
        }
    }

    @Test
    void endsWhatWasStolenWithItsCodeAndNothingElse() {
        String client = face.publicClient();
        String untouched = text(face.tokens(client), "refresh_token");
        face.forgetCookies();
        String code = face.code(TestFace.authorization(client));
        String stolen = text(TestFace.json(face.post("/token", TestFace.redemption(client, code))), "refresh_token");

        face.post("/token", TestFace.redemption(client, code));

        assertThat(TestFace.error(face.refresh(client, stolen))).isEqualTo("invalid_grant");
        assertThat(face.refresh(client, untouched).status()).isEqualTo(200);
    }

    private AuthResponse basic(String pair, Map<String, String> form) {
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return face.send(
                "POST",
                "/token",
                TestFace.encode(form),
                Map.of("content-type", FORM, "authorization", "Basic " + encoded));
    }

    private static String text(JsonObject members, String name) {
        return members.string(name).orElseThrow(() -> new AssertionError(name + " in " + Arrays.asList(members)));
    }
}
