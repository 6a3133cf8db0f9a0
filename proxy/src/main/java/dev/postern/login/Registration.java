package dev.postern.login;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.login.CallOutcome.Answered;
import dev.postern.login.CallOutcome.Failed;
import dev.postern.oauth.ClientSecret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Registers us as a client (RFC 7591).
final class Registration {
    private final HttpCalls calls;

    Registration(HttpCalls calls) {
        this.calls = calls;
    }

    Client register(ServerMetadata server, LoopbackRedirect redirect) throws LoginException {
        URI endpoint = server.endpoint("registration_endpoint");
        String authentication = wanted(server.tokenAuthentication());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", "Postern (command line)");
        metadata.put("redirect_uris", List.of(redirect.uri()));
        metadata.put("grant_types", List.of("authorization_code", "refresh_token"));
        metadata.put("response_types", List.of("code"));
        metadata.put("token_endpoint_auth_method", authentication);
        metadata.put("application_type", "native");
        return switch (calls.post(endpoint, "application/json", JsonText.of(metadata), null)) {
            case Answered answered
            when answered.status() == 201 || answered.status() == 200 ->
                read(server, answered.body(), authentication, redirect.port());
            case Answered answered -> throw refused(server, answered);
            case Failed failed ->
                throw new LoginException(
                        server.issuer() + " cannot be asked to register a client: " + failed.reason() + ".");
        };
    }

    private static String wanted(List<String> supported) {
        return supported.contains(ClientAuthentication.NONE)
                ? ClientAuthentication.NONE
                : ClientAuthentication.withSecret(supported);
    }

    private static Client read(ServerMetadata server, String body, String asked, int port) throws LoginException {
        JsonObject answer = StrictJson.read(body).orElse(JsonObject.EMPTY);
        String id = answer.string("client_id").orElse("");
        if (id.isEmpty()) {
            throw new LoginException(server.issuer() + " registered a client without saying its \"client_id\".");
        }
        // The server may have chosen otherwise than was asked (RFC 7591 §3.2.1).
        String secret = answer.string("client_secret").orElse("");
        String stated = answer.string("token_endpoint_auth_method").orElse(asked);
        String authentication = secret.isEmpty() ? ClientAuthentication.NONE : stated;
        return new Client(id, secret.isEmpty() ? null : new ClientSecret(secret), null, authentication, port);
    }

    private static LoginException refused(ServerMetadata server, Answered answered) {
        JsonObject answer = StrictJson.read(answered.body()).orElse(JsonObject.EMPTY);
        String error = answer.string("error").orElse("");
        String why = error.isEmpty()
                ? "it answered " + answered.status() + "."
                : OAuthRefusal.sentence(
                        error, answer.string("error_description").orElse(""));
        return new LoginException(server.issuer() + " did not register this client: " + why
                + " Ask its operator for a client, and give --client-id.");
    }
}
