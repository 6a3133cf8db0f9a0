package dev.postern.token;

import dev.postern.config.ClientAuthentication;
import dev.postern.config.IntrospectionConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.BearerToken;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks GitHub's `POST /applications/{client_id}/token`, which knows the tokens of that OAuth app only.
final class GitHubCheckToken implements TokenQuestion {
    private static final int BAD_TOKEN = 404;

    private final IntrospectionConfig config;
    private final IssuerClient client;

    GitHubCheckToken(IntrospectionConfig config, IssuerClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public FetchOutcome ask(URI endpoint, BearerToken token, Duration timeLeft) {
        if (!(config.authentication() instanceof ClientAuthentication.SecretBasic basic)) {
            return new FetchOutcome.Failed("GitHub takes client_secret_basic only");
        }
        String pair = config.clientId() + ":" + basic.secret().value();
        String authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        // A b64token has no character that JSON would escape.
        String body = "{\"access_token\":\"" + token.value() + "\"}";
        return client.post(endpoint, "application/json", body, authorization, "application/vnd.github+json", timeLeft);
    }

    @Override
    public Optional<JsonObject> read(FetchOutcome outcome) {
        return switch (outcome) {
            case FetchOutcome.Failed failed ->
                failed.status() == BAD_TOKEN ? Optional.of(new JsonObject(Map.of("active", false))) : Optional.empty();
            case FetchOutcome.Fetched fetched -> StrictJson.read(fetched.text()).flatMap(this::translate);
        };
    }

    private Optional<JsonObject> translate(JsonObject answer) {
        Optional<BigDecimal> user = answer.object("user").flatMap(one -> one.number("id"));
        Optional<String> app = answer.object("app").flatMap(one -> one.string("client_id"));
        Optional<List<String>> scopes = answer.strings("scopes");
        if (user.isEmpty() || app.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        members.put("sub", user.get().toPlainString());
        members.put("aud", app.get());
        members.put("client_id", app.get());
        members.put("scope", String.join(" ", scopes.orElse(List.of())));
        answer.string("expires_at").ifPresent(at -> members.put("exp", seconds(at)));
        return Optional.of(new JsonObject(members));
    }

    /// A time that cannot be read stays text, which is refused.
    private static Object seconds(String at) {
        try {
            return BigDecimal.valueOf(Instant.parse(at).getEpochSecond());
        } catch (DateTimeParseException e) {
            return at;
        }
    }
}
