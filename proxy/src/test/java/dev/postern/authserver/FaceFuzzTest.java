package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.authserver.store.RegisteredClient;
import dev.postern.authserver.store.SecretHash;
import dev.postern.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What strangers send to the authorization server, of any content: an answer that is meant, never a fault of ours, and
/// nobody is sent anywhere that was not registered.
///
/// Runs the seeds beside it in every build; `bench/fuzz` goes on by itself.
class FaceFuzzTest {
    private static final Map<String, String> FORM = Map.of("content-type", "application/x-www-form-urlencoded");
    private static final TestFace FACE = face();

    private static TestFace face() {
        TestFace face = new TestFace();
        register(face, "client", null, "none");
        register(face, "confidential", SecretHash.of("secret"), "client_secret_basic");
        return face;
    }

    private static void register(TestFace face, String id, @Nullable SecretHash secret, String method) {
        String metadata = """
                {"client_name":"Fuzzed","redirect_uris":["%s"],"token_endpoint_auth_method":"%s","grant_types":["authorization_code","refresh_token"]}
                """.formatted(TestFace.REDIRECT, method);
        face.memory
                .clients()
                .register(new RegisteredClient(
                        id, secret, null, SecretHash.of("access " + id), metadata, face.clock.instant()));
    }

    /// Limits are not what is looked for, and memory is not endless.
    private static TestFace fresh() {
        FACE.clock.advance(Duration.ofMinutes(20));
        FACE.memory.forgetTickets();
        FACE.forgetCookies();
        return FACE;
    }

    @FuzzTest(maxDuration = "10m")
    void authorizeQuery(byte[] query) {
        AuthResponse answer = fresh().send("GET", "/authorize?" + text(query), "", Map.of());

        String location = answer.field("Location");
        assertThat(answer.status()).isIn(303, 400);
        assertThat(
                        answer.status() == 303
                                ? location.matches("\\Q" + TestFace.REDIRECT + "\\E\\?(.*&)?error=.*")
                                        || location.startsWith(TestFace.ISSUER + "/login?request=")
                                : location.isEmpty())
                .as(location)
                .isTrue();
    }

    @FuzzTest(maxDuration = "10m")
    void registrationBody(byte[] body) {
        TestFace face = fresh();

        AuthResponse answer = face.postJson("/register", new String(body, StandardCharsets.UTF_8));

        assertThat(answer.status()).isIn(201, 400);
        if (answer.status() == 201) {
            JsonObject client = TestFace.json(answer);
            face.memory.clients().delete(client.string("client_id").orElseThrow());
            assertThat(client.strings("redirect_uris").orElseThrow())
                    .isNotEmpty()
                    .allMatch(
                            uri -> uri.matches(
                                    "(?i)(https://|http://(127\\.0\\.0\\.1|\\[::1]|localhost)([:/?]|$)|cursor:/)[\\x21-\\x7e]*"));
            assertThat(client.strings("grant_types").orElseThrow()).isSubsetOf("authorization_code", "refresh_token");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void tokenForm(byte[] form) {
        AuthResponse answer = fresh().send("POST", "/token", text(form), FORM);

        assertThat(answer.status()).isIn(400, 401);
        assertThat(TestFace.error(answer)).matches("[a-z_]+");
    }

    /// The pair inside Basic, as it is once it was decoded.
    @FuzzTest(maxDuration = "10m")
    void basicPair(byte[] pair) {
        assertRefused("Basic " + Base64.getEncoder().encodeToString(pair), pair);
    }

    @FuzzTest(maxDuration = "10m")
    void authorizationField(byte[] field) {
        assertRefused(text(field), field);
    }

    private static void assertRefused(String authorization, byte[] input) {
        AuthResponse answer = fresh().send(
                        "POST",
                        "/token",
                        "grant_type=refresh_token&refresh_token=x",
                        Map.of("content-type", "application/x-www-form-urlencoded", "authorization", authorization));

        assertThat(answer.status()).as(() -> List.of(input).toString()).isIn(400, 401);
        assertThat(TestFace.error(answer)).matches("[a-z_]+");
    }

    @FuzzTest(maxDuration = "10m")
    void cookieLine(byte[] line) {
        String cookies = text(line);
        AuthResponse answer = fresh().send("GET", "/applications", "", Map.of("cookie", cookies));
        Optional<String> found = new AuthRequest("GET", "/", "", Map.of("cookie", List.of(cookies)), "", "")
                .cookie("__Host-postern-session");

        assertThat(answer.status()).isEqualTo(303);
        found.ifPresent(value -> assertThat(cookies).contains("__Host-postern-session=" + value));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
