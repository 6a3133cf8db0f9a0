package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    private final TestFace face = new TestFace();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://claude.ai/api/mcp/auth_callback",
                "https://claude.com/api/mcp/auth_callback",
                "cursor://anysphere.cursor-mcp/oauth/callback",
                "https://vscode.dev/redirect",
                "https://insiders.vscode.dev/redirect",
                "http://127.0.0.1/",
                "http://127.0.0.1:33418/",
                "http://localhost:6274/oauth/callback",
                "http://[::1]:3118/callback",
                "https://chatgpt.com/connector/oauth/abc123"
            })
    void takesTheAddressesOfRealClients(String redirect) {
        AuthResponse answer = register("\"redirect_uris\": [\"" + redirect + "\"]");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(TestFace.json(answer).strings("redirect_uris")).contains(List.of(redirect));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "vbscript:x",
                "blob:https://x.example/1",
                "about:blank",
                "http://client.example.net/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://localhost.evil.example/callback",
                "http://user@127.0.0.1/callback",
                "https://user:password@client.example.net/callback",
                "https://client.example.net/callback#fragment",
                "https://client.example.net/a/../callback",
                "https://client.example.net/a/%2e%2e/callback",
                "https://client.example.net/callback?code=1",
                "https:///callback",
                "https://client.example.net/call back",
                "unknown.scheme://callback",
                "/callback",
                "*"
            })
    void takesNoAddressThatIsNobodysOrDoesHarm(String redirect) {
        AuthResponse answer = register("\"redirect_uris\": [\"" + redirect + "\"]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(TestFace.error(answer)).isEqualTo("invalid_redirect_uri");
        assertThat(answer.field("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void leavesABadAddressOutAndSaysSoByWhatItEchoes() {
        AuthResponse answer = register("\"redirect_uris\": [\"https://client.example.net/a\", \"ftp://x.example/\"]");

        assertThat(TestFace.json(answer).strings("redirect_uris")).contains(List.of("https://client.example.net/a"));
    }

    @Test
    void echoesWhatItTookWithoutNullsAndWithASecretThatLasts() {
        AuthResponse answer = register(
                "\"redirect_uris\": [\"" + TestFace.REDIRECT + "\"], \"client_name\": \"Client\","
                        + " \"client_uri\": null, \"logo_uri\": \"\", \"unknown\": 1, \"application_type\": \"native\"");
        JsonObject client = TestFace.json(answer);

        assertThat(client.string("client_id").orElseThrow()).doesNotStartWith("http");
        assertThat(client.string("client_secret")).isPresent();
        assertThat(client.number("client_secret_expires_at").orElseThrow()).isZero();
        assertThat(client.string("token_endpoint_auth_method")).contains("client_secret_basic");
        assertThat(client.strings("grant_types").orElseThrow()).contains("authorization_code", "refresh_token");
        assertThat(client.string("client_name")).contains("Client");
        assertThat(client.has("client_uri") || client.has("logo_uri") || client.has("unknown"))
                .isFalse();
    }

    @Test
    void readsTheListThatSomeClientsSendForTheirMethod() {
        AuthResponse answer = register("\"redirect_uris\": [\"" + TestFace.REDIRECT + "\"],"
                + " \"token_endpoint_auth_methods_supported\": [\"private_key_jwt\", \"none\"],"
                + " \"grant_types\": [\"authorization_code\", \"urn:ietf:params:oauth:grant-type:jwt-bearer\"]");
        JsonObject client = TestFace.json(answer);

        assertThat(client.string("token_endpoint_auth_method")).contains("none");
        assertThat(client.has("client_secret")).isFalse();
        assertThat(client.strings("grant_types")).contains(List.of("authorization_code"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"redirect_uris\": \"https://a.example/\", \"redirect_uris\": \"https://b.example/\"}",
                "{\"redirect_uris\": [\"https://a.example/\"], \"token_endpoint_auth_method\": \"private_key_jwt\"}"
            })
    void refusesWhatIsNoDescription(String body) {
        assertThat(TestFace.error(face.postJson("/register", body))).isEqualTo("invalid_client_metadata");
    }

    @Test
    void letsAClientReadChangeAndEndItsRegistration() {
        JsonObject client = face.register("none");
        String url = client.string("registration_client_uri").orElseThrow();
        String token = client.string("registration_access_token").orElseThrow();
        String id = client.string("client_id").orElseThrow();
        String changed = "{\"client_id\": \"" + id + "\", \"redirect_uris\": [\"https://new.example.net/cb\"],"
                + " \"token_endpoint_auth_method\": \"none\"}";

        AuthResponse read = manage("GET", url, "", token);
        AuthResponse updated = manage("PUT", url, changed, token);
        AuthResponse foreign = manage("GET", url, "", "wrong");
        AuthResponse other = manage("PUT", url, changed.replace(id, "client-other"), token);
        AuthResponse ended = manage("DELETE", url, "", token);
        AuthResponse gone = manage("GET", url, "", token);

        assertThat(TestFace.json(read).string("client_name")).contains("Test client");
        assertThat(TestFace.json(updated).strings("redirect_uris")).contains(List.of("https://new.example.net/cb"));
        assertThat(foreign.status()).isEqualTo(401);
        assertThat(other.status()).isEqualTo(400);
        assertThat(ended.status()).isEqualTo(204);
        assertThat(gone.status()).isEqualTo(401);
        assertThat(face.authorize(TestFace.authorization(id)).status()).isEqualTo(400);
    }

    private AuthResponse manage(String method, String url, String body, String token) {
        return face.send(
                method, url, body, Map.of("authorization", "Bearer " + token, "content-type", "application/json"));
    }

    private AuthResponse register(String members) {
        return face.postJson("/register", "{" + members + "}");
    }
}
