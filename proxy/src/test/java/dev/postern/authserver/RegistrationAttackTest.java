package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What strangers would register to do harm.
class RegistrationAttackTest {
    /// One character as it comes, six as it is kept.
    private static final String GROWS = "\u2028";

    private final TestFace face = new TestFace();

    static Stream<String> excessive() {
        String redirect = "\"" + TestFace.REDIRECT + "\"";
        return Stream.of(
                "{\"redirect_uris\":[" + redirect + "],\"client_name\":\"" + "x".repeat(17_000) + "\"}",
                "{\"redirect_uris\":[" + (redirect + ",").repeat(20) + redirect + "]}",
                "{\"redirect_uris\":[\"https://client.example.net/" + "x".repeat(2_000) + "\"]}",
                "{\"redirect_uris\":[" + redirect + "],\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "{\"redirect_uris\":[" + redirect
                        + "],\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[{"
                        + "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\",\"kid\":\"" + GROWS.repeat(5_000)
                        + "\"}]}}");
    }

    @ParameterizedTest
    @MethodSource("excessive")
    void keepsNothingOfExcessiveSize(String document) {
        AuthResponse refused = face.postJson("/register", document);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(face.memory.clients().count()).isZero();
    }

    @Test
    void keepsNoMoreClientsThanADiskBears() {
        face.memory.pretendClients(100_000);

        AuthResponse refused = face.postJson("/register", "{\"redirect_uris\":[\"" + TestFace.REDIRECT + "\"]}");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(TestFace.error(refused)).isEqualTo("temporarily_unavailable");
    }

    @Test
    void letsNobodyChooseWhoTheyAre() {
        JsonObject victim = face.register("client_secret_post");
        String id = victim.string("client_id").orElseThrow();

        JsonObject client = TestFace.json(face.postJson("/register", """
                {"client_id": "%s", "client_secret": "chosen", "registration_access_token": "chosen",
                 "software_statement": "eyJhbGciOiJub25lIn0.e30.", "redirect_uris": ["%s"],
                 "token_endpoint_auth_method": "client_secret_post", "grant_types": ["client_credentials", "password"],
                 "scope": "mcp:use everything", "response_types": ["token"]}
                """.formatted(id, TestFace.REDIRECT)));

        assertThat(client.string("client_id").orElseThrow()).isNotEqualTo(id);
        assertThat(client.string("client_secret").orElseThrow()).isNotEqualTo("chosen");
        assertThat(client.string("registration_access_token").orElseThrow()).isNotEqualTo("chosen");
        assertThat(client.strings("grant_types").orElseThrow())
                .doesNotContain("client_credentials")
                .doesNotContain("password");
        assertThat(client.strings("response_types")).contains(List.of("code"));
        assertThat(client.string("scope")).contains("mcp:use");
    }

    @Test
    void showsNoLinkThatIsNone() {
        JsonObject client = TestFace.json(face.postJson("/register", """
                {"redirect_uris": ["%s"], "client_uri": "javascript:alert(1)", "logo_uri": "data:text/html,x",
                 "policy_uri": "https://x.example/\\"onload=", "tos_uri": "ftp://x.example/"}
                """.formatted(TestFace.REDIRECT)));

        for (String link : List.of("client_uri", "logo_uri", "tos_uri")) {
            assertThat(client.has(link)).as(link).isFalse();
        }
    }

    @Test
    void letsNobodyManageTheRegistrationOfAnother() {
        JsonObject victim = face.register("none");
        JsonObject evil = face.register("none");
        String path = "/register/" + victim.string("client_id").orElseThrow();
        Map<String, String> fields = Map.of(
                "authorization",
                "Bearer " + evil.string("registration_access_token").orElseThrow(),
                "content-type",
                "application/json");

        for (String method : List.of("GET", "PUT", "DELETE")) {
            AuthResponse refused = face.send(method, path, "{}", fields);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).doesNotContain("Test client");
        }
        assertThat(face.memory.clients().count()).isEqualTo(2);
    }
}
