package dev.postern.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An authorization server as its clients see it: what its metadata names, and tokens by every grant a test needs. The
/// secret of each test client is its id and `-secret`.
final class AuthorizationServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String issuer;
    private final JsonNode metadata;

    /// Reads the metadata of a server that runs.
    AuthorizationServer(String issuer) {
        this.issuer = issuer;
        URI wellKnown = URI.create(issuer + "/.well-known/openid-configuration");
        this.metadata = read(ok(send(HttpRequest.newBuilder(wellKnown))));
    }

    /// A token and what came with it.
    record Granted(String accessToken, String refreshToken) {}

    String issuer() {
        return issuer;
    }

    URI endpoint(String name) {
        return URI.create(metadata.path(name).asText());
    }

    /// A token by client credentials, as an application without a person gets it.
    String token(String clientId, Map<String, String> parameters) {
        return granted(clientId, "client_credentials", parameters, Map.of()).accessToken();
    }

    /// The same, bound to a key (RFC 9449 §5).
    String boundToken(String clientId, Map<String, String> parameters, ProofKey key) {
        return granted(clientId, "client_credentials", parameters, proof(key)).accessToken();
    }

    /// What a person's client has after the person signed in with a password.
    Granted personsToken(String clientId, Map<String, String> parameters) {
        return granted(clientId, "password", parameters, Map.of());
    }

    /// A token for the code that a person's browser brought back, bound where there is a key.
    String tokenForCode(String clientId, Map<String, String> parameters, @Nullable ProofKey key) {
        return granted(clientId, "authorization_code", parameters, key == null ? Map.of() : proof(key))
                .accessToken();
    }

    private Map<String, String> proof(ProofKey key) {
        return Map.of("DPoP", key.proof("POST", endpoint("token_endpoint")).signed());
    }

    /// Takes a token back (RFC 7009).
    void revoke(String clientId, String token) {
        ok(post(endpoint("revocation_endpoint"), withCredentials(clientId, Map.of("token", token)), Map.of()));
    }

    /// Ends a person's session.
    void logOut(String clientId, String refreshToken) {
        Map<String, String> form = withCredentials(clientId, Map.of("refresh_token", refreshToken));
        HttpResponse<String> response = post(endpoint("end_session_endpoint"), form, Map.of());
        if (response.statusCode() != 204) {
            throw new IllegalStateException("No logout: " + response.statusCode() + " " + response.body());
        }
    }

    private Granted granted(
            String clientId, String grant, Map<String, String> parameters, Map<String, String> headers) {
        Map<String, String> form = withCredentials(clientId, parameters);
        form.put("grant_type", grant);
        JsonNode answer = read(ok(post(endpoint("token_endpoint"), form, headers)));
        return new Granted(
                answer.path("access_token").asText(),
                answer.path("refresh_token").asText());
    }

    private static Map<String, String> withCredentials(String clientId, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(parameters);
        form.put("client_id", clientId);
        form.put("client_secret", clientId + "-secret");
        return form;
    }

    private HttpResponse<String> post(URI endpoint, Map<String, String> form, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))));
        headers.forEach(request::header);
        return send(request);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String ok(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
