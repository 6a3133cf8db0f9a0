package dev.postern.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The client credentials grant (RFC 6749 §4.4) for a handful of users.
final class TokenEndpoint {
    private final List<DemoUser> users;
    private final String scope;
    private final AccessTokens tokens;

    TokenEndpoint(List<DemoUser> users, String scope, AccessTokens tokens) {
        this.users = users;
        this.scope = scope;
        this.tokens = tokens;
    }

    /// Answers one request.
    ///
    /// @param authorization the header field, null where there is none
    /// @param form the parameters of the body
    TokenAnswer answer(@Nullable String authorization, Map<String, String> form) {
        Optional<DemoUser> user = authenticate(authorization, form);
        if (user.isEmpty()) {
            return TokenAnswer.refusal(401, "invalid_client");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return TokenAnswer.refusal(400, "unsupported_grant_type");
        }
        if (!form.getOrDefault("resource", tokens.audience()).equals(tokens.audience())) {
            return TokenAnswer.refusal(400, "invalid_target");
        }
        if (!form.getOrDefault("scope", scope).equals(scope)) {
            return TokenAnswer.refusal(400, "invalid_scope");
        }
        Map<String, Object> granted = new LinkedHashMap<>();
        granted.put("access_token", tokens.issue(user.get(), scope));
        granted.put("token_type", "Bearer");
        granted.put("expires_in", tokens.lifetime().toSeconds());
        granted.put("scope", scope);
        return new TokenAnswer(200, granted);
    }

    private Optional<DemoUser> authenticate(@Nullable String authorization, Map<String, String> form) {
        if (authorization == null) {
            return find(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 ? find(unescape(pair[0]), unescape(pair[1])) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Inside Basic both parts are form-encoded (RFC 6749 §2.3.1).
    private static String unescape(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Optional<DemoUser> find(String name, String secret) {
        return users.stream()
                .filter(user -> user.name().equals(name) && user.hasSecret(secret))
                .findFirst();
    }
}
