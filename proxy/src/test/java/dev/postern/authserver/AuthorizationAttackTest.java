package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attempts to have users, or what they bring back, sent somewhere else.
class AuthorizationAttackTest {
    private final TestFace face = new TestFace();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.example.net@evil.example/callback",
                "https://client.example.net:pass@evil.example/callback",
                "https://client.example.net\\@evil.example/callback",
                "https://client.example.net%2f@evil.example/callback",
                "https://evil.example\\client.example.net/callback",
                "https://evil.example/https://client.example.net/callback",
                "https://evil.example#https://client.example.net/callback",
                "https://client.example.net。evil.example/callback",
                "https://clıent.example.net/callback",
                "https://ⓒlient.example.net/callback",
                "https://client.example.net./callback",
                "https://client.example.net:443/callback",
                "https://CLIENT.example.net/callback",
                "https:client.example.net/callback",
                "https:/client.example.net/callback",
                "//client.example.net/callback",
                "/callback",
                "https://client.example.net//callback",
                "https://client.example.net/%63allback",
                "https://client.example.net/callback%00",
                "https://client.example.net/callback%0d%0aSet-Cookie:x=y",
                "https://client.example.net/callback\r\nSet-Cookie: x=y",
                "https://client.example.net/callback\t",
                " https://client.example.net/callback",
                "https://client.example.net/callback;x",
                "https://client.example.net/callback?",
                "https://client.example.net/callback#",
                "https://client.example.net/callback/..;/evil",
                "https://client.example.net/callback\u0000",
                "data:text/html,https://client.example.net/callback",
                "javascript://client.example.net/callback%0aalert(1)",
                "urn:ietf:wg:oauth:2.0:oob"
            })
    void sendsNobodyToAnythingThatOnlyLooksLikeTheAddress(String trick) {
        assertNobodyIsSent(face.publicClient(), trick);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:80@evil.example/callback",
                "http://127.0.0.1.evil.example:51000/callback",
                "http://localhost:51000/callback",
                "http://127.1:51000/callback",
                "http://2130706433:51000/callback",
                "http://[::1]:51000/callback",
                "http://[::ffff:127.0.0.1]:51000/callback",
                "https://127.0.0.1:51000/callback",
                "http://user@127.0.0.1:51000/callback",
                "http://127.0.0.1:51000/callback/x",
                "http://127.0.0.1:51000/callback?x=y",
                "http://127.0.0.1:51000/callback#x",
                "http://127.0.0.1:51000\\@evil.example/callback",
                "http://127.0.0.1:notaport/callback"
            })
    void sendsNobodyToAnotherLoopbackThanTheRegisteredOne(String trick) {
        String client = TestFace.json(face.postJson(
                        "/register",
                        "{\"redirect_uris\":[\"http://127.0.0.1/callback\"],\"token_endpoint_auth_method\":\"none\"}"))
                .string("client_id")
                .orElseThrow();

        assertNobodyIsSent(client, trick);
    }

    private void assertNobodyIsSent(String client, String trick) {
        Map<String, String> parameters = TestFace.authorization(client);
        parameters.put("redirect_uri", trick);

        AuthResponse page = face.authorize(parameters);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.field("Location")).isEmpty();
        assertThat(page.body()).doesNotContain("evil.example").doesNotContain("alert(1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=y",
                "a\nLocation: https://evil.example/",
                "&code=injected&iss=https://evil.example",
                "#fragment",
                "é€🚪",
                "\u2028\u0085",
                "%0d%0aX: y"
            })
    void givesTheStateBackAsOneParameterAndNothingElse(String state) {
        Map<String, String> parameters = TestFace.authorization(face.publicClient());
        parameters.put("state", state);

        AuthResponse back = face.decide(face.login(face.authorize(parameters), "alice", "correct horse"), "deny");

        assertThat(TestFace.parameter(back, "state")).isEqualTo(state);
        assertThat(TestFace.parameter(back, "error")).isEqualTo("access_denied");
        assertThat(TestFace.parameter(back, "iss")).isEqualTo(TestFace.ISSUER);
        assertThat(TestFace.parameter(back, "code")).isEmpty();
        assertThat(back.field("Location")).startsWith(TestFace.REDIRECT + "?").matches("[\\x21-\\x7e]+");
        assertThat(back.fields()).extracting(AuthResponse.Field::name).containsExactly("Location", "Cache-Control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id",
                "redirect_uri",
                "response_type",
                "state",
                "scope",
                "code_challenge",
                "code_challenge_method"
            })
    void takesNoParameterTwiceNotEvenTheSame(String name) {
        Map<String, String> parameters = TestFace.authorization(face.publicClient());
        String query = TestFace.encode(parameters);

        AuthResponse same = face.get("/authorize?" + query + "&" + TestFace.encode(Map.of(name, parameters.get(name))));
        AuthResponse other = face.get("/authorize?" + TestFace.encode(Map.of(name, "other")) + "&" + query);

        for (AuthResponse refused : List.of(same, other)) {
            boolean toTheClient = refused.field("Location").startsWith(TestFace.REDIRECT + "?")
                    && TestFace.parameter(refused, "error").equals("invalid_request");
            assertThat(refused.status() == 400 || toTheClient).as("%s", refused).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"code_challenge", "code_challenge_method"})
    void startsNothingWithoutProofKeys(String name) {
        Map<String, String> parameters = TestFace.authorization(face.publicClient());
        parameters.remove(name);

        AuthResponse back = face.authorize(parameters);

        assertThat(TestFace.parameter(back, "error")).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-authorization-server", "/authorize", "/applications"})
    void namesItselfWhateverHostItIsAskedBy(String path) {
        String query =
                path.equals("/authorize") ? "?" + TestFace.encode(TestFace.authorization(face.publicClient())) : "";
        AuthResponse answer = face.send(
                "GET",
                path + query,
                "",
                Map.of(
                        "host", "evil.example",
                        "x-forwarded-host", "evil.example",
                        "x-forwarded-proto", "http",
                        "forwarded", "host=evil.example;proto=http"));

        assertThat(answer.body()).doesNotContain("evil.example");
        assertThat(answer.fields()).allMatch(field -> !field.value().contains("evil.example"));
        assertThat(answer.field("Location") + answer.body()).contains(TestFace.ISSUER + "/");
    }

    @Test
    void letsNoPageOfAnyKindBeFramedOrRunScripts() {
        Map<String, String> parameters = TestFace.authorization(face.publicClient());
        AuthResponse toLogin = face.authorize(parameters);
        AuthResponse login = face.get(toLogin.field("Location"));
        AuthResponse toConsent = face.login(toLogin, "alice", "correct horse");
        AuthResponse consent = face.get(toConsent.field("Location"));
        AuthResponse applications = face.get("/applications");
        AuthResponse problem = face.get("/consent?request=made-up");
        face.memory.breakDown();
        AuthResponse away = face.get("/consent?request=made-up");

        for (AuthResponse page : List.of(login, consent, applications, problem, away)) {
            assertThat(page.field("Content-Type")).startsWith("text/html");
            assertThat(page.field("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("script-src")
                    .doesNotContain("unsafe");
            assertThat(page.field("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.field("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.field("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void logsNoVictimInAsTheAttacker() {
        AuthResponse page = face.get(
                face.authorize(TestFace.authorization(face.publicClient())).field("Location"));
        String ofTheAttacker = TestFace.hidden(page, "request");
        face.forgetCookies();

        AuthResponse refused =
                face.post("/login", Map.of("request", ofTheAttacker, "username", "bob", "password", "correct horse"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("Set-Cookie")).isEmpty();
    }

    @Test
    void believesNoCookieThatIsThereTwice() {
        AuthResponse toConsent =
                face.login(face.authorize(TestFace.authorization(face.publicClient())), "alice", "correct horse");
        String session = toConsent.field("Set-Cookie").split(";", 2)[0];
        face.forgetCookies();

        AuthResponse once = face.send("GET", "/applications", "", Map.of("cookie", session));
        face.forgetCookies();
        AuthResponse tossed = face.send(
                "GET", "/applications", "", Map.of("cookie", session + "; __Host-postern-session=of-the-attacker"));

        assertThat(once.status()).isEqualTo(200);
        assertThat(tossed.status()).isEqualTo(303);
    }

    @Test
    void bindsNoPageToACookieThatItDidNotMake() {
        String target = "/authorize?" + TestFace.encode(TestFace.authorization(face.publicClient()));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("cookie", "__Host-postern-browser=short");

        AuthResponse answer = face.send("GET", target, "", fields);

        assertThat(answer.field("Set-Cookie"))
                .startsWith("__Host-postern-browser=")
                .doesNotContain("short");
    }
}
