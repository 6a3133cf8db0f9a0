package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.postern.authserver.provider.OidcProvider;
import dev.postern.config.AllowedUser;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.KeysConfig;
import dev.postern.config.ProviderPreset;
import dev.postern.json.JsonObject;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.IssuerClient;
import dev.postern.testing.TestClock;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OidcProviderTest {
    private final TestProvider provider;
    private final IssuerClient client = new IssuerClient(
            new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(3), 256 * 1024, false));
    private TestFace face;

    OidcProviderTest() throws IOException, JOSEException {
        provider = new TestProvider();
        face = faceOf(ProviderPreset.GOOGLE, new AllowedUser(AllowedUser.Kind.ANYONE, ""));
    }

    private TestFace faceOf(ProviderPreset preset, AllowedUser... allowed) {
        return new TestFace(new OidcProvider(
                new IdentityProviderConfig.OpenIdConnect(
                        preset,
                        new Issuer(provider.issuer()),
                        "postern",
                        new ClientSecret("s3cret+/"),
                        List.of(allowed)),
                TestFace.ISSUER + "/callback",
                client,
                new TestClock()));
    }

    @AfterEach
    void stop() {
        provider.close();
        client.close();
    }

    /// Agrees, and stands before the provider.
    private AuthResponse departed(String clientId) {
        AuthResponse toConsent = face.authorize(TestFace.authorization(clientId));
        assertThat(toConsent.field("Location")).startsWith(TestFace.ISSUER + "/consent?");
        AuthResponse away = face.decide(toConsent, "allow");
        provider.nonce = TestFace.parameter(away, "nonce");
        return away;
    }

    private AuthResponse arrive(AuthResponse departed, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putIfAbsent("state", TestFace.parameter(departed, "state"));
        return face.get("/callback?" + TestFace.encode(all));
    }

    @Test
    void letsAUserOfTheProviderInAndKeepsItsTokens() throws ParseException {
        String clientId = face.publicClient();
        AuthResponse departed = departed(clientId);

        AuthResponse back = arrive(departed, Map.of("code", "theirs"));
        JsonObject tokens =
                TestFace.json(face.post("/token", TestFace.redemption(clientId, TestFace.parameter(back, "code"))));

        assertThat(departed.field("Location")).startsWith(provider.issuer() + "/authorize?");
        assertThat(TestFace.parameter(departed, "resource")).isEmpty();
        assertThat(TestFace.parameter(departed, "scope")).isEqualTo("openid profile email");
        assertThat(TestFace.parameter(departed, "access_type")).isEqualTo("offline");
        assertThat(TestFace.parameter(departed, "client_id")).isEqualTo("postern");
        assertThat(TestFace.parameter(departed, "redirect_uri")).isEqualTo(TestFace.ISSUER + "/callback");
        assertThat(CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(provider.posted("code_verifier")))
                        .getValue())
                .isEqualTo(TestFace.parameter(departed, "code_challenge"));
        assertThat(back.field("Location")).startsWith(TestFace.REDIRECT);
        assertThat(TestFace.parameter(back, "iss")).isEqualTo(TestFace.ISSUER);
        SignedJWT jwt = SignedJWT.parse(tokens.string("access_token").orElseThrow());
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("user-1");
        assertThat(tokens.string("refresh_token").orElseThrow()).doesNotContain("theirs");
    }

    @Test
    void asksTheProviderAtARefreshAndEndsTheGrantWithTheLogin() {
        String clientId = face.publicClient();
        AuthResponse arrived = arrive(departed(clientId), Map.of("code", "theirs"));
        JsonObject tokens =
                TestFace.json(face.post("/token", TestFace.redemption(clientId, TestFace.parameter(arrived, "code"))));

        AuthResponse alive =
                face.refresh(clientId, tokens.string("refresh_token").orElseThrow());
        String next = TestFace.json(alive).string("refresh_token").orElseThrow();
        provider.tokenStatus = 503;
        AuthResponse away = face.refresh(clientId, next);
        provider.tokenStatus = 200;
        AuthResponse back = face.refresh(clientId, next);
        String last = TestFace.json(back).string("refresh_token").orElseThrow();
        provider.tokenStatus = 400;
        AuthResponse ended = face.refresh(clientId, last);

        assertThat(provider.forms.get(1).get("refresh_token")).containsExactly("theirs-1");
        assertThat(provider.forms.get(2).get("refresh_token")).containsExactly("theirs-2");
        assertThat(provider.forms.get(3).get("refresh_token")).containsExactly("theirs-2");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.field("Retry-After")).isNotEmpty();
        assertThat(back.status()).isEqualTo(200);
        assertThat(TestFace.error(ended)).isEqualTo("invalid_grant");
    }

    /// As the documentation of providers has them, and what becomes of the login then.
    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, 400",
        "403, invalid_grant, 400",
        "400, interaction_required, 400",
        "400, invalid_client, 503",
        "401, invalid_client, 503",
        "429, slow_down, 503",
        "502, invalid_grant, 503"
    })
    void endsALoginOnlyWhereTheProviderSaysThatItIsOver(int status, String error, int answer) {
        String clientId = face.publicClient();
        AuthResponse arrived = arrive(departed(clientId), Map.of("code", "theirs"));
        JsonObject tokens =
                TestFace.json(face.post("/token", TestFace.redemption(clientId, TestFace.parameter(arrived, "code"))));
        String refreshToken = tokens.string("refresh_token").orElseThrow();
        provider.tokenStatus = status;
        provider.tokenError = error;

        AuthResponse refused = face.refresh(clientId, refreshToken);
        provider.tokenStatus = 200;
        AuthResponse after = face.refresh(clientId, refreshToken);

        assertThat(refused.status()).isEqualTo(answer);
        assertThat(after.status()).isEqualTo(answer == 503 ? 200 : 400);
    }

    @Test
    void tellsItsOperatorWhyNobodyCanLogIn() {
        AuthResponse departed = departed(face.publicClient());
        provider.tokenStatus = 401;
        provider.tokenError = "invalid_client";
        arrive(departed, Map.of("code", "theirs"));
        face.forgetCookies();
        arrive(departed(face.publicClient()), Map.of("error", "invalid_scope"));
        face.forgetCookies();
        arrive(departed(face.publicClient()), Map.of("error", "\u001b[2Jfree text"));

        assertThat(face.notes)
                .containsExactly(
                        "A login at 127.0.0.1 came to nothing: token endpoint: status 401 (invalid_client).",
                        "A login at 127.0.0.1 came to nothing: it answered with the error invalid_scope.",
                        "A login at 127.0.0.1 came to nothing: it answered with the error of a code that is none.");
    }

    @Test
    void tellsTheClientWhatTheProviderSaid() {
        AuthResponse denied = arrive(departed(face.publicClient()), Map.of("error", "access_denied"));
        face.forgetCookies();
        AuthResponse departed = departed(face.publicClient());
        provider.tokenStatus = 500;
        AuthResponse failed = arrive(departed, Map.of("code", "theirs"));

        assertThat(TestFace.parameter(denied, "error")).isEqualTo("access_denied");
        assertThat(TestFace.parameter(failed, "error")).isEqualTo("temporarily_unavailable");
        assertThat(TestFace.parameter(failed, "iss")).isEqualTo(TestFace.ISSUER);
    }

    @Test
    void takesNoAnswerThatBelongsToAnotherBrowserLoginOrIssuer() {
        AuthResponse departed = departed(face.publicClient());

        AuthResponse otherState = arrive(departed, Map.of("code", "theirs", "state", "made-up"));
        AuthResponse otherIssuer = arrive(departed, Map.of("code", "theirs", "iss", "https://evil.example"));
        AuthResponse again = arrive(departed, Map.of("code", "theirs"));
        AuthResponse elsewhere = departed(face.publicClient());
        face.forgetCookies();
        AuthResponse otherBrowser = arrive(elsewhere, Map.of("code", "theirs"));

        assertThat(otherState.status()).isEqualTo(403);
        assertThat(otherIssuer.status()).isEqualTo(403);
        assertThat(again.status()).isEqualTo(400);
        assertThat(otherBrowser.status()).isEqualTo(403);
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> badClaims() {
        return Stream.of(
                claims -> claims.issuer("https://evil.example"),
                claims -> claims.audience("somebody-else"),
                claims -> claims.audience(List.of("postern", "somebody-else")),
                claims -> claims.claim("azp", "somebody-else"),
                claims -> claims.claim("nonce", "another"),
                claims -> claims.claim("nonce", null),
                claims -> claims.subject(""),
                claims -> claims.expirationTime(Date.from(Instant.parse("2026-11-21T11:00:00Z"))),
                claims -> claims.issueTime(Date.from(Instant.parse("2026-11-21T13:00:00Z"))));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void believesNoIdTokenThatIsNotOfThisLogin(UnaryOperator<JWTClaimsSet.Builder> claims) {
        AuthResponse departed = departed(face.publicClient());
        provider.claims = claims;

        AuthResponse refused = arrive(departed, Map.of("code", "theirs"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("Location")).isEmpty();
    }

    static Stream<Arguments> users() {
        AllowedUser employee = new AllowedUser(AllowedUser.Kind.DOMAIN, "example.com");
        AllowedUser carol = new AllowedUser(AllowedUser.Kind.EMAIL, "carol@example.com");
        AllowedUser auditor = new AllowedUser(AllowedUser.Kind.GROUP, "auditors");
        AllowedUser number = new AllowedUser(AllowedUser.Kind.SUBJECT, "user-1");
        UnaryOperator<JWTClaimsSet.Builder> verified =
                claims -> claims.claim("email", "carol@example.com").claim("email_verified", true);
        UnaryOperator<JWTClaimsSet.Builder> claimed = claims -> claims.claim("email", "carol@example.com");
        UnaryOperator<JWTClaimsSet.Builder> hosted = claims -> claims.claim("hd", "example.com");
        UnaryOperator<JWTClaimsSet.Builder> grouped = claims -> claims.claim("groups", List.of("staff", "auditors"));
        return Stream.of(
                Arguments.of(ProviderPreset.GENERIC, employee, verified, true),
                Arguments.of(ProviderPreset.GENERIC, employee, claimed, false),
                Arguments.of(ProviderPreset.GENERIC, employee, hosted, false),
                Arguments.of(ProviderPreset.GOOGLE, employee, hosted, true),
                Arguments.of(ProviderPreset.GOOGLE, employee, verified, false),
                Arguments.of(ProviderPreset.GENERIC, carol, verified, true),
                Arguments.of(ProviderPreset.ENTRA, carol, claimed, false),
                Arguments.of(ProviderPreset.GENERIC, auditor, grouped, true),
                Arguments.of(ProviderPreset.GENERIC, auditor, verified, false),
                Arguments.of(ProviderPreset.GENERIC, number, claimed, true),
                Arguments.of(
                        ProviderPreset.GENERIC, new AllowedUser(AllowedUser.Kind.SUBJECT, "carol"), claimed, false));
    }

    @ParameterizedTest
    @MethodSource("users")
    void letsInWhomTheOperatorAllows(
            ProviderPreset preset, AllowedUser allowed, UnaryOperator<JWTClaimsSet.Builder> claims, boolean isIn) {
        face = faceOf(preset, allowed);
        provider.claims = claims;

        AuthResponse back = arrive(departed(face.publicClient()), Map.of("code", "theirs"));

        assertThat(TestFace.parameter(back, isIn ? "code" : "error")).isNotEmpty();
        assertThat(TestFace.parameter(back, "error")).isEqualTo(isIn ? "" : "access_denied");
    }

    @Test
    void tellsInItsTokensWhatTheProviderSaysOfTheUserNow() throws ParseException {
        String clientId = face.publicClient();
        provider.claims = claims -> claims.claim("email", "carol@example.com")
                .claim("email_verified", true)
                .claim("groups", List.of("staff"))
                .claim("scope", "mcp:admin")
                .claim("address", "somewhere");
        AuthResponse back = arrive(departed(clientId), Map.of("code", "theirs"));
        JsonObject tokens =
                TestFace.json(face.post("/token", TestFace.redemption(clientId, TestFace.parameter(back, "code"))));
        provider.claims = claims -> claims.claim("groups", List.of("staff", "auditors"));
        JsonObject renewed = TestFace.json(
                face.refresh(clientId, tokens.string("refresh_token").orElseThrow()));

        JWTClaimsSet first = claims(tokens);
        assertThat(first.getClaim("email")).isEqualTo("carol@example.com");
        assertThat(first.getClaim("preferred_username")).isEqualTo("carol");
        assertThat(first.getStringListClaim("groups")).containsExactly("staff");
        assertThat(first.getClaim("scope")).isEqualTo("mcp:use");
        assertThat(first.getClaim("address")).isNull();
        assertThat(claims(renewed).getStringListClaim("groups")).containsExactly("staff", "auditors");
    }

    private static JWTClaimsSet claims(JsonObject tokens) throws ParseException {
        return SignedJWT.parse(tokens.string("access_token").orElseThrow()).getJWTClaimsSet();
    }

    @Test
    void endsTheGrantOfAUserWhoIsNoLongerAllowed() {
        face = faceOf(ProviderPreset.GENERIC, new AllowedUser(AllowedUser.Kind.GROUP, "staff"));
        provider.claims = claims -> claims.claim("groups", List.of("staff"));
        String clientId = face.publicClient();
        AuthResponse back = arrive(departed(clientId), Map.of("code", "theirs"));
        JsonObject tokens =
                TestFace.json(face.post("/token", TestFace.redemption(clientId, TestFace.parameter(back, "code"))));

        provider.claims = claims -> claims.claim("groups", List.of("former"));
        AuthResponse ended =
                face.refresh(clientId, tokens.string("refresh_token").orElseThrow());

        assertThat(TestFace.error(ended)).isEqualTo("invalid_grant");
    }

    @Test
    void forwardsNothingForAClientThatTheUserDidNotLetIn() {
        AuthResponse toConsent = face.authorize(TestFace.authorization(face.publicClient()));

        AuthResponse denied = face.decide(toConsent, "deny");

        assertThat(TestFace.parameter(denied, "error")).isEqualTo("access_denied");
        assertThat(provider.forms).isEmpty();
    }
}
