package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.postern.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationFlowTest {
    private final TestFace face = new TestFace();

    @Test
    void leadsFromAuthorizationOverLoginAndConsentToTokensAndTheirEnd() throws ParseException {
        String client = face.publicClient();

        AuthResponse toLogin = face.authorize(TestFace.authorization(client));
        AuthResponse toConsent = face.login(toLogin, "alice", "correct horse");
        AuthResponse back = face.decide(toConsent, "allow");
        JsonObject tokens =
                TestFace.json(face.post("/token", TestFace.redemption(client, TestFace.parameter(back, "code"))));

        assertThat(toLogin.field("Location")).startsWith(TestFace.ISSUER + "/login?request=");
        assertThat(toConsent.field("Location")).startsWith(TestFace.ISSUER + "/consent?request=");
        assertThat(back.status()).isEqualTo(303);
        assertThat(back.field("Location")).startsWith(TestFace.REDIRECT + "?");
        assertThat(TestFace.parameter(back, "state")).isEqualTo("af0ifjsldkj");
        assertThat(TestFace.parameter(back, "iss")).isEqualTo(TestFace.ISSUER);
        assertThat(tokens.string("token_type")).contains("Bearer");
        assertThat(tokens.string("scope")).contains("mcp:use offline_access");
        SignedJWT jwt = SignedJWT.parse(tokens.string("access_token").orElseThrow());
        assertThat(jwt.getHeader().getType()).hasToString("at+jwt");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(TestFace.RESOURCE);
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("alice");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo(TestFace.ISSUER);
        assertThat(jwt.getJWTClaimsSet().getClaim("client_id")).isEqualTo(client);
        assertThat(jwt.getJWTClaimsSet().getClaim("scope")).isEqualTo("mcp:use");

        String first = tokens.string("refresh_token").orElseThrow();
        JsonObject refreshed = TestFace.json(face.refresh(client, first));
        String second = refreshed.string("refresh_token").orElseThrow();
        assertThat(second).isNotEqualTo(first);

        AuthResponse revoked = face.post("/revoke", Map.of("client_id", client, "token", second));
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(TestFace.error(face.refresh(client, second))).isEqualTo("invalid_grant");
    }

    @Test
    void sendsADenialBackToTheClient() {
        AuthResponse toConsent =
                face.login(face.authorize(TestFace.authorization(face.publicClient())), "alice", "correct horse");

        AuthResponse back = face.decide(toConsent, "deny");

        assertThat(TestFace.parameter(back, "error")).isEqualTo("access_denied");
        assertThat(TestFace.parameter(back, "iss")).isEqualTo(TestFace.ISSUER);
        assertThat(TestFace.parameter(back, "state")).isEqualTo("af0ifjsldkj");
    }

    @Test
    void asksSomebodyWhoIsLoggedInForConsentOnly() {
        String client = face.publicClient();
        face.code(TestFace.authorization(client));

        AuthResponse next = face.authorize(TestFace.authorization(client));

        assertThat(next.field("Location")).startsWith(TestFace.ISSUER + "/consent?");
    }

    @Test
    void asksForALoginAgainWhereTheClientWantsOne() {
        String client = face.publicClient();
        face.code(TestFace.authorization(client));
        Map<String, String> parameters = TestFace.authorization(client);
        parameters.put("prompt", "login");

        AuthResponse next = face.authorize(parameters);

        assertThat(next.field("Location")).startsWith(TestFace.ISSUER + "/login?");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri, https://client.example.net/callback/",
        "redirect_uri, https://client.example.net/callback?x=1",
        "redirect_uri, https://client.example.net.evil.example/callback",
        "redirect_uri, https://client.example.net@evil.example/callback",
        "redirect_uri, https://client.example.net/callback/../x",
        "redirect_uri, HTTPS://client.example.net/callback",
        "redirect_uri, https://client.example.net/callback#f",
        "redirect_uri, javascript:alert(1)",
        "client_id, nobody"
    })
    void sendsNobodyToAnAddressThatIsNotRegistered(String name, String value) {
        Map<String, String> parameters = TestFace.authorization(face.publicClient());
        parameters.put(name, value);

        AuthResponse page = face.authorize(parameters);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.field("Location")).isEmpty();
        assertThat(page.field("Content-Type")).startsWith("text/html");
        assertThat(page.body()).doesNotContain("evil.example");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "response_type, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge, short, invalid_request",
        "resource, https://other.example.com/mcp, invalid_target",
        "resource, https://mcp.example.com/other, invalid_target",
        "scope, unknown:scope, invalid_scope",
        "response_mode, fragment, invalid_request",
        "request, eyJhbGciOiJub25lIn0.e30., request_not_supported",
        "request_uri, https://client.example.net/request, request_uri_not_supported",
        "prompt, none, interaction_required"
    })
    void tellsTheClientWhatIsWrongWithItsRequest(String name, String value, String error) {
        Map<String, String> parameters = TestFace.authorization(face.publicClient());
        parameters.put(name, value);

        AuthResponse back = face.authorize(parameters);

        assertThat(back.field("Location")).startsWith(TestFace.REDIRECT + "?");
        assertThat(TestFace.parameter(back, "error")).isEqualTo(error);
        assertThat(TestFace.parameter(back, "iss")).isEqualTo(TestFace.ISSUER);
        assertThat(TestFace.parameter(back, "state")).isEqualTo("af0ifjsldkj");
    }

    @Test
    void takesNoParameterTwice() {
        String query = TestFace.encode(TestFace.authorization(face.publicClient()));

        AuthResponse twice = face.get("/authorize?" + query + "&scope=mcp%3Aadmin");
        AuthResponse target = face.get("/authorize?" + query + "&redirect_uri=https%3A%2F%2Fevil.example%2F");

        assertThat(TestFace.parameter(twice, "error")).isEqualTo("invalid_request");
        assertThat(target.status()).isEqualTo(400);
    }

    @Test
    void takesAnAuthorizationRequestByPost() {
        AuthResponse next = face.post("/authorize", TestFace.authorization(face.publicClient()));

        assertThat(next.field("Location")).startsWith(TestFace.ISSUER + "/login?");
    }

    @Test
    void grantsAllScopesWhereNoneIsAskedForAndDropsThoseItDoesNotKnow() {
        String client = face.publicClient();
        Map<String, String> none = TestFace.authorization(client);
        none.remove("scope");
        Map<String, String> more = TestFace.authorization(client);
        more.put("scope", "openid mcp:admin profile");

        JsonObject all = TestFace.json(face.post("/token", TestFace.redemption(client, face.code(none))));
        face.forgetCookies();
        JsonObject some = TestFace.json(face.post("/token", TestFace.redemption(client, face.code(more))));

        assertThat(all.string("scope")).contains("mcp:use mcp:admin");
        assertThat(some.string("scope")).contains("mcp:admin");
    }

    @Test
    void letsALoopbackClientUseAnyPort() {
        JsonObject client = TestFace.json(face.postJson(
                "/register",
                "{\"redirect_uris\":[\"http://127.0.0.1/callback\"],\"token_endpoint_auth_method\":\"none\"}"));
        Map<String, String> parameters =
                TestFace.authorization(client.string("client_id").orElseThrow());
        parameters.put("redirect_uri", "http://127.0.0.1:51703/callback");

        AuthResponse toConsent = face.login(face.authorize(parameters), "alice", "correct horse");
        AuthResponse page = face.get(toConsent.field("Location"));
        AuthResponse back =
                face.post("/consent", Map.of("request", TestFace.hidden(page, "request"), "decision", "allow"));

        assertThat(page.body()).contains("127.0.0.1:51703").contains("a program on this computer");
        assertThat(back.field("Location")).startsWith("http://127.0.0.1:51703/callback?code=");
    }

    @Test
    void usesACodeOnceAndEndsItsTokensWhereItComesAgain() {
        String client = face.publicClient();
        String code = face.code(TestFace.authorization(client));
        JsonObject tokens = TestFace.json(face.post("/token", TestFace.redemption(client, code)));

        AuthResponse again = face.post("/token", TestFace.redemption(client, code));
        AuthResponse refreshed =
                face.refresh(client, tokens.string("refresh_token").orElseThrow());

        assertThat(TestFace.error(again)).isEqualTo("invalid_grant");
        assertThat(TestFace.error(refreshed)).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier, wrongwrongwrongwrongwrongwrongwrongwrongwrong, invalid_grant",
        "code_verifier, short, invalid_grant",
        "code_verifier, '', invalid_grant",
        "redirect_uri, https://client.example.net/other, invalid_grant",
        "redirect_uri, '', invalid_grant",
        "code, madeup, invalid_grant",
        "resource, https://other.example.com/mcp, invalid_target",
        "grant_type, password, unsupported_grant_type",
        "grant_type, client_credentials, unauthorized_client",
        "client_id, nobody, invalid_client"
    })
    void redeemsACodeOnlyWithEverythingThatBelongsToIt(String name, String value, String error) {
        String client = face.publicClient();
        Map<String, String> form = TestFace.redemption(client, face.code(TestFace.authorization(client)));
        form.put(name, value);

        AuthResponse refused = face.post("/token", form);

        assertThat(TestFace.error(refused)).isEqualTo(error);
        assertThat(refused.status()).isEqualTo(error.equals("invalid_client") ? 401 : 400);
        assertThat(refused.field("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void redeemsNoCodeOfAnotherClient() {
        String code = face.code(TestFace.authorization(face.publicClient()));

        AuthResponse refused = face.post("/token", TestFace.redemption(face.publicClient(), code));

        assertThat(TestFace.error(refused)).isEqualTo("invalid_grant");
    }

    @Test
    void redeemsNoCodeAfterAMinute() {
        String client = face.publicClient();
        String code = face.code(TestFace.authorization(client));
        face.clock.advance(Duration.ofSeconds(61));

        AuthResponse refused = face.post("/token", TestFace.redemption(client, code));

        assertThat(TestFace.error(refused)).isEqualTo("invalid_grant");
    }

    @Test
    void answersARefreshTheSameWayAgainForAMinuteAndThenEndsTheFamily() {
        String client = face.publicClient();
        String first = face.tokens(client).string("refresh_token").orElseThrow();

        AuthResponse one = face.refresh(client, first);
        face.clock.advance(Duration.ofSeconds(50));
        AuthResponse again = face.refresh(client, first);
        face.clock.advance(Duration.ofSeconds(20));
        AuthResponse reused = face.refresh(client, first);
        AuthResponse newest =
                face.refresh(client, TestFace.json(one).string("refresh_token").orElseThrow());

        assertThat(again.body()).isEqualTo(one.body());
        assertThat(TestFace.error(reused)).isEqualTo("invalid_grant");
        assertThat(TestFace.error(newest)).isEqualTo("invalid_grant");
    }

    @Test
    void refreshesNoMoreThanWasGrantedAndForNobodyElse() {
        String client = face.publicClient();
        String token = face.tokens(client).string("refresh_token").orElseThrow();
        Map<String, String> wider = new LinkedHashMap<>(Map.of(
                "grant_type", "refresh_token", "client_id", client, "refresh_token", token, "scope", "mcp:admin"));

        assertThat(TestFace.error(face.post("/token", wider))).isEqualTo("invalid_scope");
        assertThat(TestFace.error(face.refresh(face.publicClient(), token))).isEqualTo("invalid_grant");
        assertThat(face.refresh(client, token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
    void authenticatesAClientByItsSecretWhicheverWayItSendsIt(String registered) {
        JsonObject client = face.register(registered);
        String id = client.string("client_id").orElseThrow();
        String secret = client.string("client_secret").orElseThrow();
        Map<String, String> inForm = TestFace.redemption(id, face.code(TestFace.authorization(id)));
        inForm.put("client_secret", secret);
        AuthResponse posted = face.post("/token", inForm);
        face.forgetCookies();
        String body = TestFace.encode(TestFace.redemption(id, face.code(TestFace.authorization(id))));

        AuthResponse plain = basic(body, id + ":" + secret);
        AuthResponse wrong = basic(body, id + ":" + secret + "x");
        AuthResponse encoded = basic(
                TestFace.encode(Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        TestFace.json(plain).string("refresh_token").orElseThrow())),
                id.replace("-", "%2D") + ":" + secret.replace("-", "%2D").replace("_", "%5F"));

        assertThat(List.of(posted.status(), plain.status(), encoded.status())).containsOnly(200);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.field("WWW-Authenticate")).startsWith("Basic ");
        assertThat(TestFace.error(wrong)).isEqualTo("invalid_client");
    }

    private AuthResponse basic(String body, String pair) {
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return face.send(
                "POST",
                "/token",
                body,
                Map.of("content-type", "application/x-www-form-urlencoded", "authorization", "Basic " + encoded));
    }

    @Test
    void answers503WhileTheStoreIsAway() {
        String client = face.publicClient();
        Map<String, String> form = TestFace.redemption(client, face.code(TestFace.authorization(client)));
        face.memory.breakDown();

        AuthResponse refused = face.post("/token", form);
        AuthResponse page = face.authorize(TestFace.authorization(client));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.field("Retry-After")).isNotEmpty();
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.field("Content-Type")).startsWith("text/html");
    }
}
