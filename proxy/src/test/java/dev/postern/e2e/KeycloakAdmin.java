package dev.postern.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Changes a realm the way its administrators do, by the admin REST API.
final class KeycloakAdmin implements AutoCloseable {
    private static final String KEYS = "org.keycloak.keys.KeyProvider";

    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Keycloak keycloak;

    KeycloakAdmin(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    /// Adds a signing key that is preferred to all there are; the others stay published.
    void rotateKey(String realm) {
        String parent = call("GET", realm, "", "").path("id").asText();
        ObjectNode key = json.createObjectNode()
                .put("name", "rotated")
                .put("providerId", "rsa-generated")
                .put("providerType", KEYS)
                .put("parentId", parent);
        ObjectNode config = key.putObject("config");
        config.putArray("priority").add(Long.toString(System.nanoTime()));
        config.putArray("algorithm").add("RS256");
        config.putArray("keySize").add("2048");
        call("POST", realm, "/components", key.toString());
    }

    /// Forgets what a user agreed to, so that the next client has to ask again.
    void withdrawConsents(String realm, String user) {
        String path = user(realm, user) + "/consents";
        for (JsonNode consent : call("GET", realm, path, "")) {
            call("DELETE", realm, path + "/" + consent.path("clientId").asText(), "");
        }
    }

    /// Logs a user out everywhere.
    void endSessions(String realm, String user) {
        call("POST", realm, user(realm, user) + "/logout", "");
    }

    private String user(String realm, String user) {
        JsonNode found = call("GET", realm, "/users?exact=true&username=" + user, "");
        return "/users/" + found.path(0).path("id").asText();
    }

    private JsonNode call(String method, String realm, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(keycloak.address() + "/admin/realms/" + realm + path))
                .header("Authorization", "Bearer " + adminToken())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return answer(request);
    }

    private String adminToken() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(keycloak.address() + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&client_id=admin-cli&username=" + Keycloak.ADMIN
                        + "&password=" + Keycloak.ADMIN_PASSWORD))
                .build();
        return answer(request).path("access_token").asText();
    }

    private JsonNode answer(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(request.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return read(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read(String text) throws JsonProcessingException {
        return text.isEmpty() ? json.missingNode() : json.readTree(text);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
