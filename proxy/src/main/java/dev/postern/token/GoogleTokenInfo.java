package dev.postern.token;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.BearerToken;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Asks Google's `tokeninfo`, which knows every token of Google: only `aud` tells for which client it was issued.
final class GoogleTokenInfo implements TokenQuestion {
    private static final int BAD_TOKEN = 400;

    private final IssuerClient client;

    GoogleTokenInfo(IssuerClient client) {
        this.client = client;
    }

    @Override
    public FetchOutcome ask(URI endpoint, BearerToken token, Duration timeLeft) {
        String form = "access_token=" + URLEncoder.encode(token.value(), StandardCharsets.US_ASCII);
        return client.post(endpoint, "application/x-www-form-urlencoded", form, null, "application/json", timeLeft);
    }

    @Override
    public Optional<JsonObject> read(FetchOutcome outcome) {
        return switch (outcome) {
            case FetchOutcome.Failed failed ->
                failed.status() == BAD_TOKEN ? Optional.of(new JsonObject(Map.of("active", false))) : Optional.empty();
            case FetchOutcome.Fetched fetched ->
                StrictJson.read(fetched.text())
                        .filter(answer -> answer.has("aud"))
                        .map(GoogleTokenInfo::translate);
        };
    }

    private static JsonObject translate(JsonObject answer) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        for (String name : new String[] {"aud", "azp", "sub", "scope"}) {
            answer.string(name).ifPresent(value -> members.put(name, value));
        }
        // Google writes its numbers as text. A time that cannot be read stays text, which is refused.
        answer.string("exp").ifPresent(exp -> members.put("exp", exp.matches("\\d{1,12}") ? new BigDecimal(exp) : exp));
        return new JsonObject(members);
    }
}
