package dev.postern.login;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.login.CallOutcome.Answered;
import dev.postern.login.CallOutcome.Failed;
import dev.postern.login.TokenAnswer.Granted;
import dev.postern.login.TokenAnswer.Refused;
import dev.postern.login.TokenAnswer.Unavailable;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Scopes;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks an authorization server for tokens, or to take them back.
final class TokenEndpoint {
    private static final long LONGEST_SECONDS = 10L * 365 * 24 * 3600;

    private final HttpCalls calls;
    private final InstantSource clock;

    TokenEndpoint(HttpCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /// @param asked the scopes that hold where the answer names none
    TokenAnswer ask(URI endpoint, Client client, Map<String, String> grant, Scopes asked) throws LoginException {
        return switch (post(endpoint, client, grant)) {
            case Failed failed -> new Unavailable(endpoint + " cannot be asked: " + failed.reason() + ".");
            case Answered answered when answered.status() == 200 -> granted(endpoint, answered.body(), asked);
            case Answered answered -> refused(endpoint, answered);
        };
    }

    /// Gives a token back (RFC 7009); empty where that was done, else why not.
    Optional<String> revoke(URI endpoint, Client client, String token, String hint) throws LoginException {
        return switch (post(endpoint, client, Map.of("token", token, "token_type_hint", hint))) {
            case Failed failed -> Optional.of(failed.reason());
            case Answered answered when answered.status() == 200 -> Optional.empty();
            case Answered answered -> Optional.of("status " + answered.status());
        };
    }

    private CallOutcome post(URI endpoint, Client client, Map<String, String> fields) throws LoginException {
        Map<String, String> form = new LinkedHashMap<>(fields);
        @Nullable String authorization = ClientAuthentication.apply(client, form);
        return calls.post(endpoint, Forms.TYPE, Forms.write(form), authorization);
    }

    private TokenAnswer granted(URI endpoint, String body, Scopes asked) {
        JsonObject answer = StrictJson.read(body).orElse(JsonObject.EMPTY);
        String access = answer.string("access_token").orElse("");
        if (!BearerToken.isB64Token(access)) {
            return new Unavailable(endpoint + " answered without an \"access_token\" that can be used.");
        }
        String type = answer.string("token_type").orElse("");
        if (!type.equalsIgnoreCase("Bearer")) {
            return new Unavailable(endpoint + " gave a token of type \"" + Shown.of(type) + "\"; expected Bearer.");
        }
        Instant now = clock.instant();
        Optional<Long> seconds = seconds(answer);
        return new Granted(new Tokens(
                new BearerToken(access),
                answer.string("refresh_token")
                        .filter(text -> !text.isEmpty())
                        .map(RefreshToken::new)
                        .orElse(null),
                now,
                seconds.map(now::plusSeconds).orElse(null),
                answer.string("scope").flatMap(TokenEndpoint::scopes).orElse(asked)));
    }

    /// Some servers write the number as a text.
    private static Optional<Long> seconds(JsonObject answer) {
        Optional<BigDecimal> number = answer.number("expires_in");
        if (number.isEmpty()) {
            number = answer.string("expires_in")
                    .filter(text -> text.matches("\\d{1,9}"))
                    .map(BigDecimal::new);
        }
        return number.map(BigDecimal::longValue).filter(value -> value >= 0 && value < LONGEST_SECONDS);
    }

    private static Optional<Scopes> scopes(String text) {
        try {
            return Optional.of(Scopes.parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static TokenAnswer refused(URI endpoint, Answered answered) {
        JsonObject answer = StrictJson.read(answered.body()).orElse(JsonObject.EMPTY);
        String error = answer.string("error").orElse("");
        if (error.isEmpty() || answered.status() >= 500) {
            return new Unavailable(
                    endpoint + " answered " + answered.status() + "; expected tokens or an OAuth error.");
        }
        return new Refused(
                error,
                OAuthRefusal.sentence(error, answer.string("error_description").orElse("")));
    }
}
