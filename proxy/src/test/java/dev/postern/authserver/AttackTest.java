package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.postern.authserver.provider.Argon2Hash;
import dev.postern.authserver.provider.LocalProvider;
import dev.postern.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody would try who means no good.
class AttackTest {
    private final TestFace face = new TestFace();

    @Test
    void showsAStrangersNameAsTextOnly() {
        String client = register("\"client_name\": \"<script>alert(1)</script>\\\" onload=\\\"x\\u202e\"");

        AuthResponse page = consentPage(client);

        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x")
                .doesNotContain("<script")
                .doesNotContain("\u202e");
    }

    @Test
    void letsNoPageRunScriptsOrBeFramed() {
        AuthResponse page = consentPage(face.publicClient());

        assertThat(page.field("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'none'")
                .contains("base-uri 'none'")
                .contains("form-action 'self' https:");
        assertThat(page.field("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.field("Cache-Control")).isEqualTo("no-store");
        assertThat(page.body())
                .doesNotContain("<script")
                .contains("lang=\"en\"")
                .contains("client.example.net");
    }

    @Test
    void keepsItsCookiesToItselfAndAwayFromScripts() {
        AuthResponse response = face.authorize(TestFace.authorization(face.publicClient()));

        assertThat(response.field("Set-Cookie"))
                .startsWith("__Host-postern-browser=")
                .contains("; Secure")
                .contains("; HttpOnly")
                .contains("; SameSite=Lax")
                .contains("; Path=/")
                .doesNotContain("Domain");
    }

    @Test
    void takesNoConsentFromAnotherBrowser() {
        AuthResponse toConsent =
                face.login(face.authorize(TestFace.authorization(face.publicClient())), "alice", "correct horse");
        String request = TestFace.hidden(face.get(toConsent.field("Location")), "request");
        face.forgetCookies();

        AuthResponse refused = face.post("/consent", Map.of("request", request, "decision", "allow"));
        AuthResponse shown = face.get(toConsent.field("Location"));

        assertThat(List.of(refused.status(), shown.status())).containsOnly(403);
        assertThat(refused.field("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/consent", "/login", "/applications"})
    void takesNoFormFromAnotherSite(String path) {
        String client = face.publicClient();
        face.code(TestFace.authorization(client));
        AuthResponse toConsent = face.authorize(TestFace.authorization(client));
        String request = TestFace.hidden(face.get(toConsent.field("Location")), "request");
        String body = TestFace.encode(Map.of("request", request, "decision", "allow", "token", "x"));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("content-type", "application/x-www-form-urlencoded");
        fields.put("origin", "https://evil.example");

        AuthResponse byOrigin = face.send("POST", path, body, fields);
        fields.remove("origin");
        fields.put("sec-fetch-site", "cross-site");
        AuthResponse bySite = face.send("POST", path, body, fields);

        assertThat(List.of(byOrigin.status(), bySite.status())).containsOnly(403);
    }

    @Test
    void takesEachConsentOnce() {
        AuthResponse toConsent =
                face.login(face.authorize(TestFace.authorization(face.publicClient())), "alice", "correct horse");
        String request = TestFace.hidden(face.get(toConsent.field("Location")), "request");
        Map<String, String> form = Map.of("request", request, "decision", "allow");

        AuthResponse first = face.post("/consent", form);
        AuthResponse second = face.post("/consent", form);

        assertThat(first.status()).isEqualTo(303);
        assertThat(second.status()).isEqualTo(400);
    }

    @Test
    void takesNoConsentBeforeTheLogin() {
        AuthResponse toLogin = face.authorize(TestFace.authorization(face.publicClient()));
        String request = TestFace.hidden(face.get(toLogin.field("Location")), "request");

        AuthResponse refused = face.post("/consent", Map.of("request", request, "decision", "allow"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field("Location")).isEmpty();
    }

    @Test
    void forgetsAnAuthorizationAfterTenMinutes() {
        AuthResponse toLogin = face.authorize(TestFace.authorization(face.publicClient()));
        face.clock.advance(Duration.ofMinutes(11));

        assertThat(face.get(toLogin.field("Location")).status()).isEqualTo(400);
    }

    @Test
    void givesTheLoginANewCookieWhateverTheBrowserHad() {
        AuthResponse toLogin = face.authorize(TestFace.authorization(face.publicClient()));
        AuthResponse first = face.login(toLogin, "alice", "correct horse");
        Map<String, String> parameters = TestFace.authorization(face.publicClient());
        parameters.put("prompt", "login");
        AuthResponse second = face.login(face.authorize(parameters), "alice", "correct horse");

        assertThat(first.field("Set-Cookie")).startsWith("__Host-postern-session=");
        assertThat(second.field("Set-Cookie"))
                .startsWith("__Host-postern-session=")
                .isNotEqualTo(first.field("Set-Cookie"));
    }

    @Test
    void rationsGuessesByAddressAndByName() {
        AuthResponse page = face.get(
                face.authorize(TestFace.authorization(face.publicClient())).field("Location"));
        int last = 0;
        for (int i = 0; i < 11; i++) {
            page = guess(page, "guess" + i);
            last = page.status();
        }
        face.from("192.0.2.2");
        AuthResponse elsewhere = guess(page, "correct horse");

        assertThat(last).isEqualTo(429);
        assertThat(elsewhere.status()).isEqualTo(303);
    }

    @Test
    void rationsGuessesAtOneNameFromEverywhere() {
        AuthResponse page = face.get(
                face.authorize(TestFace.authorization(face.publicClient())).field("Location"));
        for (int i = 0; i < 30; i++) {
            face.from("192.0.2." + i);
            page = guess(page, "guess" + i);
            assertThat(page.status()).isEqualTo(403);
        }
        face.from("198.51.100.1");

        assertThat(guess(page, "correct horse").status()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::1, 2001:db8::ffff, 429", "2001:db8::1, 2001:db8:0:1::1, 403", "192.0.2.1, 192.0.2.2, 403"})
    void countsAnIpv6NetworkAsOneAddress(String one, String other, int status) {
        AuthResponse page = face.get(
                face.authorize(TestFace.authorization(face.publicClient())).field("Location"));
        face.from(one);
        for (int i = 0; i < 11; i++) {
            page = guess(page, "guess" + i);
        }
        face.from(other);

        assertThat(guess(page, "another guess").status()).isEqualTo(status);
    }

    @Test
    void letsManyUsersBehindOneAddressRefreshAndRationsWhoGuesses() {
        String client = face.publicClient();
        String token = face.tokens(client).string("refresh_token").orElseThrow();
        for (int i = 0; i < 200; i++) {
            AuthResponse answer = face.refresh(client, token);
            assertThat(answer.status()).isEqualTo(200);
            token = TestFace.json(answer).string("refresh_token").orElseThrow();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(face.refresh(client, "guess" + i).status()).isEqualTo(400);
        }

        assertThat(face.refresh(client, "guess").status()).isEqualTo(429);
    }

    private AuthResponse guess(AuthResponse page, String password) {
        String request = TestFace.hidden(page, "request");
        return face.post("/login", Map.of("request", request, "username", "alice", "password", password));
    }

    @Test
    void tellsNobodyWhetherAUserExists() {
        AuthResponse toLogin = face.authorize(TestFace.authorization(face.publicClient()));

        AuthResponse known = face.login(toLogin, "alice", "wrong");
        AuthResponse unknown = face.post(
                "/login",
                Map.of("request", TestFace.hidden(known, "request"), "username", "alicf", "password", "wrong"));

        assertThat(known.status()).isEqualTo(unknown.status()).isEqualTo(403);
        assertThat(unknown.body().replaceAll("value=\"[^\"]*\"", ""))
                .isEqualTo(known.body().replaceAll("value=\"[^\"]*\"", ""));
    }

    /// Measured by the memory that the hash needs, as times tell nothing on a busy machine.
    @ParameterizedTest
    @ValueSource(strings = {"alice", "nobody", "", "ALICE"})
    void hashesThePasswordOfWhomeverItIsAskedFor(String name) {
        String costly = Argon2Hash.of("secret", new SecureRandom()).text();
        LocalProvider users = new LocalProvider(List.of("alice:" + costly), new SecureRandom());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThat(users.check(name, "wrong")).isEmpty();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isGreaterThan(8L * 1024 * 1024);
    }

    @Test
    void rationsRegistrations() {
        for (int i = 0; i < 20; i++) {
            face.publicClient();
        }

        AuthResponse refused = face.postJson("/register", "{}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.field("Retry-After")).isNotEmpty();
    }

    @Test
    void showsUsersTheirOwnGrantsOnlyAndEndsThem() {
        String client = face.publicClient();
        String token = face.tokens(client).string("refresh_token").orElseThrow();
        AuthResponse own = face.get("/applications");
        String grant = TestFace.hidden(own, "grant");
        String formToken = TestFace.hidden(own, "token");
        face.forgetCookies();
        AuthResponse toLogin = face.get("/applications");
        face.login(toLogin, "bob", "correct horse");
        AuthResponse others = face.get("/applications");
        face.post("/applications", Map.of("token", TestFace.hidden(others, "token"), "grant", grant));
        face.post("/applications", Map.of("token", formToken, "grant", grant));
        int stillThere = face.refresh(client, token).status();
        face.forgetCookies();
        face.login(face.get("/applications"), "alice", "correct horse");
        AuthResponse again = face.get("/applications");
        face.post("/applications", Map.of("token", TestFace.hidden(again, "token"), "grant", grant));

        assertThat(own.body()).contains("Test client").contains("alice");
        assertThat(others.body()).doesNotContain("Test client").contains("No application may use");
        assertThat(stillThere).isEqualTo(200);
        assertThat(TestFace.error(face.refresh(client, token))).isEqualTo("invalid_grant");
    }

    @Test
    void letsNoRegisteredClientActForItself() {
        JsonObject client = face.register("client_secret_post");

        AuthResponse refused = face.post(
                "/token",
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", client.string("client_id").orElseThrow(),
                        "client_secret", client.string("client_secret").orElseThrow()));

        assertThat(TestFace.error(refused)).isEqualTo("unauthorized_client");
    }

    private String register(String member) {
        return TestFace.json(face.postJson(
                        "/register",
                        "{%s, \"redirect_uris\": [\"%s\"], \"token_endpoint_auth_method\": \"none\"}"
                                .formatted(member, TestFace.REDIRECT)))
                .string("client_id")
                .orElseThrow();
    }

    private AuthResponse consentPage(String client) {
        AuthResponse toConsent = face.login(face.authorize(TestFace.authorization(client)), "alice", "correct horse");
        return face.get(toConsent.field("Location"));
    }
}
