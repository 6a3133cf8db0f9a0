package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.client.ClientInformation;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import dev.postern.authserver.RegistrationRules.Reading;
import dev.postern.authserver.store.Clients;
import dev.postern.authserver.store.RegisteredClient;
import dev.postern.authserver.store.SecretHash;
import dev.postern.config.AuthServerConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Dynamic client registration (RFC 7591), and what a client may do with its registration (RFC 7592).
final class RegistrationEndpoint {
    static final String PATH = "/register";
    private static final int MAX_BODY = 16 * 1024;
    /// Nobody needs so many, and a disk is not endless.
    private static final long MAX_CLIENTS = 100_000;

    private final AuthServerConfig config;
    private final Clients store;
    private final RegistrationRules rules;
    private final Secrets secrets;
    private final InstantSource clock;

    RegistrationEndpoint(
            AuthServerConfig config, Clients store, RegistrationRules rules, Secrets secrets, InstantSource clock) {
        this.config = config;
        this.store = store;
        this.rules = rules;
        this.secrets = secrets;
        this.clock = clock;
    }

    AuthResponse register(AuthRequest request) {
        return switch (read(request)) {
            case Reading.Refused(String error, String description) -> AuthResponse.error(400, error, description);
            case Reading.Taken(ClientMetadata metadata) ->
                store.count() < MAX_CLIENTS
                        ? register(metadata)
                        : AuthResponse.error(503, "temporarily_unavailable", "Too many clients are registered");
        };
    }

    private Reading read(AuthRequest request) {
        if (request.body().length() > MAX_BODY) {
            return RegistrationRules.invalid("expected a document of at most " + MAX_BODY + " characters");
        }
        Optional<JsonObject> document = StrictJson.read(request.body());
        return document.isEmpty()
                ? RegistrationRules.invalid("expected a JSON object, without doubled members")
                : bounded(rules.read(document.get()));
    }

    /// What was short may be long as it is kept.
    private static Reading bounded(Reading reading) {
        return reading instanceof Reading.Taken(ClientMetadata metadata)
                        && metadata.toJSONObject().toJSONString().length() > MAX_BODY
                ? RegistrationRules.invalid("expected metadata of at most " + MAX_BODY + " characters as they are kept")
                : reading;
    }

    private AuthResponse register(ClientMetadata metadata) {
        String id = "client-" + secrets.id();
        String accessToken = secrets.secret();
        String secret = needsSecret(metadata) ? secrets.secret() : null;
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RegisteredClient client = new RegisteredClient(
                id,
                secret == null ? null : SecretHash.of(secret),
                null,
                SecretHash.of(accessToken),
                metadata.toJSONObject().toJSONString(),
                now);
        store.register(client);
        return told(201, client, metadata, secret, accessToken);
    }

    private static boolean needsSecret(ClientMetadata metadata) {
        ClientAuthenticationMethod method = metadata.getTokenEndpointAuthMethod();
        return ClientAuthenticationMethod.CLIENT_SECRET_BASIC.equals(method)
                || ClientAuthenticationMethod.CLIENT_SECRET_POST.equals(method);
    }

    private AuthResponse told(
            int status,
            RegisteredClient client,
            ClientMetadata metadata,
            @Nullable String secret,
            @Nullable String accessToken) {
        ClientInformation information = new ClientInformation(
                new ClientID(client.id()),
                Date.from(client.registered()),
                metadata,
                secret == null ? null : new Secret(secret),
                accessToken == null ? null : URI.create(config.url(PATH + "/" + client.id())),
                accessToken == null ? null : new BearerAccessToken(accessToken));
        return AuthResponse.json(status, information.toJSONObject());
    }

    /// `GET`, `PUT` and `DELETE` of one registration. An unknown client and a wrong token look the same.
    AuthResponse manage(AuthRequest request) {
        String prefix = config.basePath() + PATH + "/";
        Optional<RegisteredClient> found =
                store.find(request.path().substring(prefix.length())).filter(client -> mayManage(client, request));
        if (found.isEmpty()) {
            return AuthResponse.error(401, "invalid_token", "The registration access token is not valid")
                    .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        RegisteredClient client = found.get();
        return switch (request.method()) {
            case "GET" ->
                told(
                        200,
                        client,
                        RegisteredClients.metadata(client),
                        null,
                        bearer(request).orElse(null));
            case "PUT" -> update(client, request);
            default -> {
                store.delete(client.id());
                yield AuthResponse.empty(204);
            }
        };
    }

    private AuthResponse update(RegisteredClient client, AuthRequest request) {
        Optional<JsonObject> document = StrictJson.read(request.body());
        String named = document.flatMap(members -> members.string("client_id")).orElse("");
        if (!named.equals(client.id())) {
            return AuthResponse.error(400, "invalid_request", "expected the client_id of this registration");
        }
        return switch (read(request)) {
            case Reading.Refused(String error, String description) -> AuthResponse.error(400, error, description);
            case Reading.Taken(ClientMetadata metadata) ->
                replace(client, metadata, bearer(request).orElse(null));
        };
    }

    /// A client that turns from public to confidential gets a secret; one that has a secret keeps it.
    private AuthResponse replace(RegisteredClient client, ClientMetadata metadata, @Nullable String accessToken) {
        String secret = needsSecret(metadata) && client.secret() == null ? secrets.secret() : null;
        SecretHash kept = needsSecret(metadata) ? client.secret() : null;
        RegisteredClient replaced = new RegisteredClient(
                client.id(),
                secret == null ? kept : SecretHash.of(secret),
                null,
                client.accessToken(),
                metadata.toJSONObject().toJSONString(),
                client.registered());
        store.update(replaced);
        return told(200, replaced, metadata, secret, accessToken);
    }

    private static boolean mayManage(RegisteredClient client, AuthRequest request) {
        return bearer(request)
                .map(token -> MessageDigest.isEqual(
                        SecretHash.of(token).value().getBytes(StandardCharsets.US_ASCII),
                        client.accessToken().value().getBytes(StandardCharsets.US_ASCII)))
                .orElse(false);
    }

    private static Optional<String> bearer(AuthRequest request) {
        return request.field("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }
}
