package dev.postern.login;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How grants and clients are written into files.
final class StoredJson {
    private StoredJson() {}

    static String of(Grant grant) {
        Tokens tokens = grant.tokens();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("url", grant.endpoint());
        members.put("resource", grant.resource());
        members.put("issuer", grant.issuer());
        members.put("token_endpoint", grant.tokenEndpoint());
        if (grant.revocationEndpoint() != null) {
            members.put("revocation_endpoint", grant.revocationEndpoint());
        }
        members.put("client", members(grant.client()));
        members.put("requested", grant.requested());
        members.put("granted", tokens.granted());
        members.put("machine", grant.machine());
        members.put("access_token", tokens.access().value());
        if (tokens.refresh() != null) {
            members.put("refresh_token", tokens.refresh().value());
        }
        members.put("issued_at", tokens.issuedAt());
        if (tokens.expiresAt() != null) {
            members.put("expires_at", tokens.expiresAt());
        }
        return JsonText.of(members) + "\n";
    }

    static Grant grant(String text, Endpoint endpoint) throws LoginException {
        try {
            JsonObject stored = StrictJson.read(text).orElseThrow();
            if (!required(stored, "url").equals(endpoint.toString())) {
                throw new IllegalArgumentException("of another server");
            }
            return new Grant(
                    endpoint,
                    required(stored, "resource"),
                    required(stored, "issuer"),
                    URI.create(required(stored, "token_endpoint")),
                    stored.string("revocation_endpoint").map(URI::create).orElse(null),
                    client(stored.object("client").orElseThrow()),
                    Scopes.parse(required(stored, "requested")),
                    Boolean.TRUE.equals(stored.get("machine")),
                    tokens(stored));
        } catch (RuntimeException e) {
            throw new LoginException(
                    "What is kept of the login to " + endpoint + " cannot be read; log in again: postern login "
                            + endpoint,
                    e);
        }
    }

    private static Tokens tokens(JsonObject stored) {
        return new Tokens(
                new BearerToken(required(stored, "access_token")),
                stored.string("refresh_token").map(RefreshToken::new).orElse(null),
                Instant.parse(required(stored, "issued_at")),
                stored.string("expires_at").map(Instant::parse).orElse(null),
                Scopes.parse(required(stored, "granted")));
    }

    static String of(String issuer, Client client) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("issuer", issuer);
        members.put("client", members(client));
        return JsonText.of(members) + "\n";
    }

    /// Empty where it is another issuer's, or cannot be read: then we register anew.
    static Optional<Client> client(String text, String issuer) {
        try {
            return StrictJson.read(text)
                    .filter(stored -> stored.string("issuer").orElse("").equals(issuer))
                    .flatMap(stored -> stored.object("client"))
                    .map(StoredJson::client);
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> members(Client client) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", client.id());
        if (client.secret() != null) {
            members.put("secret", client.secret().value());
        }
        if (client.secretFile() != null) {
            members.put("secret_file", client.secretFile());
        }
        members.put("authentication", client.authentication());
        members.put("redirect_port", client.redirectPort());
        return members;
    }

    private static Client client(JsonObject stored) {
        return new Client(
                required(stored, "id"),
                stored.string("secret").map(ClientSecret::new).orElse(null),
                stored.string("secret_file").map(Path::of).orElse(null),
                required(stored, "authentication"),
                stored.number("redirect_port").orElseThrow().intValueExact());
    }

    private static String required(JsonObject stored, String name) {
        return stored.string(name).orElseThrow();
    }
}
