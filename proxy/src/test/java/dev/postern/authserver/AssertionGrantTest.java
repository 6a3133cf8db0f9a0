package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.authserver.store.SecretHash;
import dev.postern.config.AllowedUser;
import dev.postern.config.ClientsConfig;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.OperatorClient;
import dev.postern.config.OperatorClient.Credential;
import dev.postern.config.OperatorClient.Method;
import dev.postern.config.ProviderPreset;
import dev.postern.json.JsonObject;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Issuer;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens for users whom an issuer vouches for, which is a website on this machine.
@Timeout(60)
class AssertionGrantTest {
    private static final String SECRET = "a-secret-of-the-operator";

    private final TestDocuments website = new TestDocuments();
    private final String issuer = website.url("");
    private final TestFace face = face(new IdentityProviderConfig.Local(List.of()));
    private ECKey key;

    AssertionGrantTest() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        website.publish(
                "/.well-known/openid-configuration",
                "{\"issuer\": \"" + issuer + "\", \"jwks_uri\": \"" + website.url("/keys") + "\"}");
        publish(key);
    }

    private void publish(ECKey next) {
        website.publish("/keys", "{\"keys\": [" + next.toPublicJWK().toJSONString() + "]}");
    }

    @AfterEach
    void close() {
        website.close();
    }

    private TestFace face(IdentityProviderConfig provider) {
        Credential secret = new Credential.Secret(SecretHash.of(SECRET).value());
        Set<String> grants = Set.of(OperatorClient.JWT_BEARER);
        OperatorClient agent =
                new OperatorClient("agent", "Agent", List.of(), grants, null, Method.CLIENT_SECRET_BASIC, secret);
        OperatorClient other = new OperatorClient(
                "other", "Other", List.of(), Set.of("client_credentials"), null, Method.CLIENT_SECRET_BASIC, secret);
        ClientsConfig clients = new ClientsConfig(true, List.of(agent, other), List.of(new Issuer(issuer)));
        return new TestFace(TestFace.local(), TestFace.config(clients, provider));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("U019488227")
                .audience(TestFace.ISSUER)
                .claim("client_id", "agent")
                .claim("resource", TestFace.RESOURCE)
                .claim("scope", "mcp:use chat.read")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(face.clock.instant()))
                .expirationTime(Date.from(face.clock.instant().plusSeconds(300)));
    }

    private String sign(JWTClaimsSet claims, ECKey by, String type) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .keyID(by.getKeyID())
                        .build(),
                claims);
        jwt.sign(new ECDSASigner(by));
        return jwt.serialize();
    }

    private String assertion(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return sign(change.apply(claims()).build(), key, "oauth-id-jag+jwt");
    }

    private AuthResponse ask(TestFace asked, String assertion, Map<String, String> more) {
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", assertion);
        form.put("client_id", "agent");
        form.put("client_secret", SECRET);
        form.putAll(more);
        return asked.post("/token", form);
    }

    private static JWTClaimsSet token(AuthResponse answer) throws ParseException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return SignedJWT.parse(TestFace.json(answer).string("access_token").orElseThrow())
                .getJWTClaimsSet();
    }

    @Test
    void givesATokenForAUserWhomTheIssuerVouchesFor() throws JOSEException, ParseException {
        AuthResponse answer = ask(face, assertion(c -> c), Map.of());

        JWTClaimsSet token = token(answer);
        assertThat(token.getIssuer()).isEqualTo(TestFace.ISSUER);
        assertThat(token.getSubject()).isEqualTo(issuer + " U019488227");
        assertThat(token.getAudience()).containsExactly(TestFace.RESOURCE);
        assertThat(token.getClaim("client_id")).isEqualTo("agent");
        assertThat(token.getClaim("scope")).isEqualTo("mcp:use");
        assertThat(TestFace.json(answer).has("refresh_token")).isFalse();
    }

    @Test
    void saysThatItTakesAssertions() {
        JsonObject metadata = TestFace.json(face.get("/.well-known/oauth-authorization-server"));
        JsonObject without = TestFace.json(new TestFace().get("/.well-known/oauth-authorization-server"));

        assertThat(metadata.strings("grant_types_supported").orElseThrow())
                .contains("urn:ietf:params:oauth:grant-type:jwt-bearer");
        assertThat(metadata.strings("authorization_grant_profiles_supported").orElseThrow())
                .containsExactly("urn:ietf:params:oauth:grant-profile:id-jag");
        assertThat(without.has("authorization_grant_profiles_supported")).isFalse();
    }

    @Test
    void takesEachAssertionOnce() throws JOSEException {
        String assertion = assertion(c -> c);

        assertThat(ask(face, assertion, Map.of()).status()).isEqualTo(200);
        assertThat(TestFace.error(ask(face, assertion, Map.of()))).isEqualTo("invalid_grant");
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> badClaims() {
        return Stream.of(
                c -> c.issuer("https://other.example.com"),
                c -> c.issuer(null),
                c -> c.audience("https://other.example.com"),
                c -> c.audience(TestFace.ISSUER + "/"),
                c -> c.audience(List.of(TestFace.ISSUER, "https://other.example.com")),
                c -> c.audience((String) null),
                c -> c.claim("client_id", "other"),
                c -> c.claim("client_id", null),
                c -> c.subject(null),
                c -> c.subject(" "),
                c -> c.subject("a\nb"),
                c -> c.jwtID(null),
                c -> c.expirationTime(null),
                c -> c.issueTime(null),
                c -> c.expirationTime(at(-31)),
                c -> c.expirationTime(at(2 * 3600)),
                c -> c.issueTime(at(120)),
                c -> c.issueTime(at(-2 * 3600)),
                c -> c.notBeforeTime(at(120)));
    }

    private static Date at(long seconds) {
        return Date.from(new dev.postern.testing.TestClock().instant().plusSeconds(seconds));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void takesNoAssertionThatIsNotForUsThisClientAndNow(UnaryOperator<JWTClaimsSet.Builder> bad) throws JOSEException {
        AuthResponse answer = ask(face, assertion(bad), Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(TestFace.error(answer)).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "oauth-id-jag"})
    void takesNoTokenOfAnotherType(String type) throws JOSEException {
        AuthResponse answer = ask(face, sign(claims().build(), key, type), Map.of());

        assertThat(TestFace.error(answer)).isEqualTo("invalid_grant");
    }

    @Test
    void takesNoAssertionOfAnotherKey() throws JOSEException {
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("one").generate();

        AuthResponse answer = ask(face, sign(claims().build(), other, "oauth-id-jag+jwt"), Map.of());

        assertThat(TestFace.error(answer)).isEqualTo("invalid_grant");
    }

    @Test
    void findsTheIssuersNextKey() throws JOSEException {
        assertThat(ask(face, assertion(c -> c), Map.of()).status()).isEqualTo(200);
        key = new ECKeyGenerator(Curve.P_256).keyID("two").generate();
        publish(key);
        face.clock.advance(Duration.ofSeconds(61));

        assertThat(ask(face, assertion(c -> c), Map.of()).status()).isEqualTo(200);
    }

    @Test
    void saysThatItCannotAskRatherThanThatTheAssertionIsWrong() throws JOSEException {
        website.status = 503;

        AuthResponse answer = ask(face, assertion(c -> c), Map.of());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("Retry-After")).isEqualTo("5");
    }

    @Test
    void believesNoMetadataOfAnotherIssuer() throws JOSEException {
        website.publish(
                "/.well-known/openid-configuration",
                "{\"issuer\": \"https://other.example.com\", \"jwks_uri\": \"" + website.url("/keys") + "\"}");

        assertThat(ask(face, assertion(c -> c), Map.of()).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "mcp:use mcp:admin, mcp:use, mcp:use",
        "mcp:use, mcp:use mcp:admin, mcp:use",
        "mcp:use mcp:admin, '', mcp:admin mcp:use"
    })
    void grantsWhatBothTheIssuerAndTheRequestSay(String granted, String asked, String given)
            throws JOSEException, ParseException {
        Map<String, String> more = asked.isEmpty() ? Map.of() : Map.of("scope", asked);

        JWTClaimsSet token = token(ask(face, assertion(c -> c.claim("scope", granted)), more));

        assertThat(List.of(token.getStringClaim("scope").split(" "))).containsExactlyInAnyOrder(given.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"mcp:use, mcp:admin", "unknown, ''", "'', mcp:use"})
    void grantsNothingThatTheIssuerDidNot(String granted, String asked) throws JOSEException {
        Map<String, String> more = asked.isEmpty() ? Map.of() : Map.of("scope", asked);

        AuthResponse answer = ask(face, assertion(c -> c.claim("scope", granted.isEmpty() ? null : granted)), more);

        assertThat(TestFace.error(answer)).isEqualTo("invalid_scope");
    }

    @Test
    void isForTheResourceThatBothName() throws JOSEException {
        AuthResponse elsewhere =
                ask(face, assertion(c -> c.claim("resource", "https://other.example.com/mcp")), Map.of());
        AuthResponse asksElsewhere = ask(face, assertion(c -> c), Map.of("resource", "https://other.example.com/mcp"));
        AuthResponse odd = ask(face, assertion(c -> c.claim("resource", 7)), Map.of());
        AuthResponse unsaid = ask(face, assertion(c -> c.claim("resource", null)), Map.of());

        assertThat(TestFace.error(elsewhere)).isEqualTo("invalid_target");
        assertThat(TestFace.error(asksElsewhere)).isEqualTo("invalid_target");
        assertThat(TestFace.error(odd)).isEqualTo("invalid_target");
        assertThat(unsaid.status()).isEqualTo(200);
    }

    @Test
    void takesAssertionsFromNobodyButTheClientTheyName() throws JOSEException {
        String registered =
                face.register("client_secret_post").string("client_id").orElseThrow();
        String document =
                website.client("/public.json", "\"grant_types\": [\"urn:ietf:params:oauth:grant-type:jwt-bearer\"]");
        Map<String, String> asOther = Map.of("client_id", "other");
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "client_id",
                document,
                "assertion",
                assertion(c -> c.claim("client_id", document))));

        assertThat(TestFace.error(ask(face, assertion(c -> c), asOther))).isEqualTo("unauthorized_client");
        assertThat(TestFace.error(ask(face, assertion(c -> c), Map.of("client_id", registered))))
                .isEqualTo("invalid_client");
        assertThat(TestFace.error(face.post("/token", form))).isEqualTo("unauthorized_client");
    }

    @Test
    void takesAssertionsFromAClientKnownByItsDocumentAndItsKey() throws JOSEException, ParseException {
        String id = website.client(
                "/client.json",
                "\"grant_types\": [\"urn:ietf:params:oauth:grant-type:jwt-bearer\"], \"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks_uri\": \""
                        + website.url("/keys") + "\"");
        JWTClaimsSet who = new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(TestFace.ISSUER)
                .jwtID("1")
                .expirationTime(Date.from(face.clock.instant().plusSeconds(60)))
                .build();
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", assertion(c -> c.claim("client_id", id)));
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", sign(who, key, "JWT"));

        assertThat(token(face.post("/token", form)).getClaim("client_id")).isEqualTo(id);
    }

    @Test
    void knowsTheProvidersUsersWhicheverWayTheyComeAndLetsNobodyPassForAClient() throws JOSEException, ParseException {
        TestFace same = face(provider(new AllowedUser(AllowedUser.Kind.ANYONE, "")));

        assertThat(token(ask(same, assertion(c -> c), Map.of())).getSubject()).isEqualTo("U019488227");
        assertThat(TestFace.error(ask(same, assertion(c -> c.subject("other")), Map.of())))
                .isEqualTo("invalid_grant");
        assertThat(TestFace.error(ask(same, assertion(c -> c.subject(issuer + " U1")), Map.of())))
                .isEqualTo("invalid_grant");
    }

    private IdentityProviderConfig provider(AllowedUser allowed) {
        return new IdentityProviderConfig.OpenIdConnect(
                ProviderPreset.GENERIC, new Issuer(issuer), "postern", new ClientSecret("secret"), List.of(allowed));
    }

    @Test
    void letsNobodyInByAnAssertionWhomTheProviderMayNotBringByALogin() throws JOSEException {
        TestFace picky = face(provider(new AllowedUser(AllowedUser.Kind.GROUP, "auditors")));

        AuthResponse without = ask(picky, assertion(c -> c), Map.of());
        AuthResponse with = ask(picky, assertion(c -> c.claim("groups", List.of("auditors"))), Map.of());

        assertThat(TestFace.error(without)).isEqualTo("invalid_grant");
        assertThat(with.status()).isEqualTo(200);
    }
}
