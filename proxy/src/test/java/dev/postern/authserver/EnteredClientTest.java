package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.authserver.store.SecretHash;
import dev.postern.config.ClientsConfig;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.OperatorClient;
import dev.postern.config.OperatorClient.Credential;
import dev.postern.config.OperatorClient.Method;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that the operator wrote down.
class EnteredClientTest {
    private static final String SECRET = "a-secret-of-the-operator";
    private static final Credential HASHED =
            new Credential.Secret(SecretHash.of(SECRET).value());

    private final ECKey key;
    private final TestFace face;

    EnteredClientTest() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        String jwks = "{\"keys\": [" + key.toPublicJWK().toJSONString() + "]}";
        face = face(
                client("reports", Set.of("client_credentials"), Scopes.parse("mcp:use"), HASHED),
                client("nightly", Set.of("client_credentials"), null, new Credential.Keys(jwks)),
                client("gateway", Set.of(), null, HASHED),
                client(
                        "desktop",
                        Set.of("authorization_code", "refresh_token"),
                        Scopes.parse("mcp:use"),
                        new Credential.Nothing()));
    }

    private static TestFace face(OperatorClient... clients) {
        return new TestFace(
                TestFace.local(),
                TestFace.config(
                        new ClientsConfig(false, List.of(clients), List.of()),
                        new IdentityProviderConfig.Local(List.of())));
    }

    private static OperatorClient client(
            String id, Set<String> grants, @Nullable Scopes scopes, Credential credential) {
        Method method = switch (credential) {
            case Credential.Nothing _ -> Method.NONE;
            case Credential.Secret _ -> Method.CLIENT_SECRET_BASIC;
            case Credential.Keys _, Credential.KeysAt _ -> Method.PRIVATE_KEY_JWT;
        };
        List<String> redirects = grants.contains("authorization_code") ? List.of(TestFace.REDIRECT) : List.of();
        return new OperatorClient(id, "The " + id, redirects, grants, scopes, method, credential);
    }

    private AuthResponse asReports(String path, Map<String, String> form) {
        String pair = "reports:" + SECRET;
        return face.send(
                "POST",
                path,
                TestFace.encode(form),
                Map.of(
                        "content-type",
                        "application/x-www-form-urlencoded",
                        "authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII))));
    }

    private static JWTClaimsSet claims(AuthResponse answer) throws ParseException {
        return SignedJWT.parse(TestFace.json(answer).string("access_token").orElseThrow())
                .getJWTClaimsSet();
    }

    @Test
    void givesAClientATokenForItselfWithTheScopesItMayHave() throws ParseException {
        AuthResponse answer = asReports(
                "/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "resource",
                        TestFace.RESOURCE,
                        "scope",
                        "mcp:use offline_access"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(TestFace.json(answer).has("refresh_token")).isFalse();
        assertThat(claims(answer).getSubject()).isEqualTo("reports");
        assertThat(claims(answer).getClaim("client_id")).isEqualTo("reports");
        assertThat(claims(answer).getAudience()).containsExactly(TestFace.RESOURCE);
        assertThat(claims(answer).getClaim("scope")).isEqualTo("mcp:use");
    }

    @Test
    void givesAClientAllItMayHaveWhereItDoesNotSay() throws ParseException {
        AuthResponse answer = asReports("/token", Map.of("grant_type", "client_credentials"));

        assertThat(claims(answer).getClaim("scope")).isEqualTo("mcp:use");
    }

    @ParameterizedTest
    @CsvSource({
        "mcp:admin, https://mcp.example.com/mcp, invalid_scope",
        "mcp:use unknown, https://mcp.example.com/mcp, invalid_scope",
        "mcp:use, https://other.example.com/mcp, invalid_target"
    })
    void givesAClientNothingBeyond(String scope, String resource, String error) {
        AuthResponse answer =
                asReports("/token", Map.of("grant_type", "client_credentials", "scope", scope, "resource", resource));

        assertThat(TestFace.error(answer)).isEqualTo(error);
    }

    @Test
    void takesASecretInTheForm() {
        AuthResponse right = face.post(
                "/token", Map.of("grant_type", "client_credentials", "client_id", "reports", "client_secret", SECRET));
        AuthResponse wrong = face.post(
                "/token",
                Map.of("grant_type", "client_credentials", "client_id", "reports", "client_secret", SECRET + "x"));

        assertThat(right.status()).isEqualTo(200);
        assertThat(TestFace.error(wrong)).isEqualTo("invalid_client");
    }

    @Test
    void takesAKeyWithoutAClientId() throws JOSEException, ParseException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
                new JWTClaimsSet.Builder()
                        .issuer("nightly")
                        .subject("nightly")
                        .audience(TestFace.ISSUER)
                        .jwtID("1")
                        .expirationTime(Date.from(face.clock.instant().plusSeconds(60)))
                        .build());
        jwt.sign(new ECDSASigner(key));
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", jwt.serialize());

        AuthResponse answer = face.post("/token", form);

        assertThat(claims(answer).getSubject()).isEqualTo("nightly");
        assertThat(claims(answer).getClaim("scope"))
                .asString()
                .contains("mcp:use")
                .contains("mcp:admin");
    }

    @Test
    void letsAClientDoNothingItIsNotEnteredFor() {
        AuthResponse answer = face.post(
                "/token", Map.of("grant_type", "client_credentials", "client_id", "gateway", "client_secret", SECRET));
        AuthResponse page = face.authorize(TestFace.authorization("reports"));

        assertThat(TestFace.error(answer)).isEqualTo("unauthorized_client");
        assertThat(page.status()).isEqualTo(400);
    }

    @Test
    void tellsAServiceThatIsEnteredOfTokens() {
        String token = TestFace.json(asReports("/token", Map.of("grant_type", "client_credentials")))
                .string("access_token")
                .orElseThrow();

        JsonObject told = TestFace.json(
                face.post("/introspect", Map.of("client_id", "gateway", "client_secret", SECRET, "token", token)));

        assertThat(told.get("active")).isEqualTo(true);
        assertThat(told.string("sub")).contains("reports");
    }

    @Test
    void knowsAClientBeforehandAndBoundsItsScopes() throws ParseException {
        Map<String, String> parameters = TestFace.authorization("desktop");
        parameters.put("scope", "mcp:use mcp:admin");

        AuthResponse consent = face.get(
                face.login(face.authorize(parameters), "alice", "correct horse").field("Location"));
        AuthResponse tokens = face.post("/token", TestFace.redemption("desktop", face.code(parameters)));

        assertThat(consent.body()).contains("The desktop").contains("operator of this server has entered");
        assertThat(claims(tokens).getClaim("scope")).isEqualTo("mcp:use");
    }

    @Test
    void letsNoUserPassForAClient() {
        TestFace confused = face(
                client("alice", Set.of("client_credentials"), null, HASHED),
                client("desktop", Set.of("authorization_code"), null, new Credential.Nothing()));

        AuthResponse page = confused.decide(
                confused.login(confused.authorize(TestFace.authorization("desktop")), "alice", "correct horse"),
                "allow");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("stands for somebody else");
    }

    @Test
    void saysWhatItsClientsNeedToKnow() {
        JsonObject metadata = TestFace.json(face.get("/.well-known/oauth-authorization-server"));
        JsonObject without = TestFace.json(new TestFace().get("/.well-known/oauth-authorization-server"));

        assertThat(metadata.strings("grant_types_supported").orElseThrow())
                .containsExactly("authorization_code", "refresh_token", "client_credentials");
        assertThat(metadata.strings("token_endpoint_auth_methods_supported").orElseThrow())
                .contains("private_key_jwt", "client_secret_basic");
        assertThat(metadata.strings("token_endpoint_auth_signing_alg_values_supported")
                        .orElseThrow())
                .contains("ES256", "RS256")
                .noneMatch(algorithm -> algorithm.startsWith("HS"));
        assertThat(without.strings("grant_types_supported").orElseThrow()).doesNotContain("client_credentials");
    }

    @Test
    void saysWhichClientCannotBe() {
        OperatorClient evil = new OperatorClient(
                "evil",
                "evil",
                List.of("javascript:alert(1)"),
                Set.of("authorization_code"),
                null,
                Method.NONE,
                new Credential.Nothing());

        assertThatThrownBy(() -> face(evil)).hasMessageContaining("The client evil of the clients file");
    }
}
