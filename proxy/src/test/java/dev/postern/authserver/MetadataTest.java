package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
    private final TestFace face = new TestFace();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server",
                "/.well-known/oauth-authorization-server/mcp",
                "/.well-known/openid-configuration",
                "/.well-known/openid-configuration/mcp"
            })
    void tellsTheSameWhereverClientsLook(String path) {
        AuthResponse answer = face.get(path);
        JsonObject metadata = TestFace.json(answer);

        assertThat(answer.field("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(metadata.string("issuer")).contains(TestFace.ISSUER);
        assertThat(metadata.string("token_endpoint")).contains(TestFace.ISSUER + "/token");
        assertThat(metadata.strings("code_challenge_methods_supported").orElseThrow())
                .containsExactly("S256");
        assertThat(metadata.strings("scopes_supported").orElseThrow())
                .containsExactlyInAnyOrder("mcp:use", "mcp:admin", "offline_access");
        assertThat(metadata.strings("token_endpoint_auth_methods_supported").orElseThrow())
                .contains("none", "client_secret_basic", "client_secret_post", "private_key_jwt");
        assertThat(metadata.get("authorization_response_iss_parameter_supported"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({"GET, /token, 'POST, OPTIONS'", "PUT, /authorize, 'GET, POST'", "GET, /register, 'POST, OPTIONS'"})
    void saysWhichMethodsThereAre(String method, String path, String allowed) {
        AuthResponse refused = face.send(method, path, "", Map.of());

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.field("Allow")).isEqualTo(allowed);
        assertThat(TestFace.error(refused)).isEqualTo("method_not_allowed");
    }

    @Test
    void letsPagesOfAnyOriginUseWhatIsForClientsAndNothingElse() {
        AuthResponse token = face.send("OPTIONS", "/token", "", Map.of("origin", "https://app.example.com"));
        AuthResponse authorize = face.send("OPTIONS", "/authorize", "", Map.of("origin", "https://app.example.com"));

        assertThat(token.status()).isEqualTo(204);
        assertThat(token.field("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(authorize.status()).isEqualTo(405);
        assertThat(authorize.field("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void tellsServicesOfTokensAndStrangersNothing() {
        JsonObject service = face.register("client_secret_post");
        String client = face.publicClient();
        JsonObject tokens = face.tokens(client);
        String access = tokens.string("access_token").orElseThrow();

        JsonObject alive = TestFace.json(introspect(service, access));
        JsonObject foreign =
                TestFace.json(introspect(service, tokens.string("refresh_token").orElseThrow()));
        AuthResponse stranger = face.post("/introspect", Map.of("client_id", client, "token", access));
        face.post("/revoke", Map.of("client_id", client, "token", access));
        JsonObject revoked = TestFace.json(introspect(service, access));

        assertThat(alive.get("active")).isEqualTo(true);
        assertThat(alive.string("sub")).contains("alice");
        assertThat(foreign.members()).containsOnlyKeys("active").containsEntry("active", false);
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(revoked.get("active")).isEqualTo(false);
    }

    private AuthResponse introspect(JsonObject service, String token) {
        return face.post(
                "/introspect",
                Map.of(
                        "client_id", service.string("client_id").orElseThrow(),
                        "client_secret", service.string("client_secret").orElseThrow(),
                        "token", token));
    }
}
