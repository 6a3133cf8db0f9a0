package dev.postern.config;

import static dev.postern.config.IntrospectionDialect.GITHUB_CHECK_TOKEN;
import static dev.postern.config.IntrospectionDialect.GOOGLE_TOKENINFO;
import static dev.postern.config.IntrospectionDialect.RFC_7662;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The authorization servers that are known by name. `docs/providers/` tells how to set each one up.
public enum Provider {
    /// Whatever follows the RFCs.
    GENERIC,
    /// `aud` only with an audience mapper, `sub` only with the scope `basic`.
    KEYCLOAK,
    /// Role-based access control grants `permissions`.
    AUTH0,
    /// `scp` is an array, the client is `cid`.
    OKTA,
    /// v1 and v2 tokens: delegated rights in `scp`, application rights in `roles`; v1 headers have `x5t`.
    ENTRA,
    /// No `aud`: the recipient is known by `client_id`, so the accepted audiences are the ids of the app clients.
    COGNITO,
    /// Opaque tokens; the accepted audience is the id of the OAuth client.
    GOOGLE,
    /// Opaque tokens; the accepted audience is the id of the OAuth app.
    GITHUB,
    /// PingFederate and PingOne.
    PING;

    private static final String SUBJECT = "sub";
    private static final List<String> NO_ROLES = List.of();
    private static final Map<String, String> ANY = Map.of();
    private static final Set<String> NONE = Set.of();

    /// What each does its own way: recipient, scopes, roles, client, required claims, ignored headers, introspection.
    public TokenProfile profile() {
        return switch (this) {
            case GENERIC -> TokenProfile.GENERIC;
            case KEYCLOAK -> of("aud", List.of("scope"), NO_ROLES, List.of("azp", "client_id"), ANY, NONE, RFC_7662);
            case AUTH0 ->
                of("aud", List.of("scope"), List.of("permissions"), List.of("azp", "client_id"), ANY, NONE, RFC_7662);
            case OKTA -> of("aud", List.of("scp", "scope"), NO_ROLES, List.of("cid", "client_id"), ANY, NONE, RFC_7662);
            case ENTRA ->
                of("aud", List.of("scp"), List.of("roles"), List.of("azp", "appid"), ANY, Set.of("x5t"), RFC_7662);
            case COGNITO ->
                of(
                        "client_id",
                        List.of("scope"),
                        NO_ROLES,
                        List.of("client_id"),
                        Map.of("token_use", "access"),
                        NONE,
                        RFC_7662);
            case GOOGLE -> of("aud", List.of("scope"), NO_ROLES, List.of("azp"), ANY, NONE, GOOGLE_TOKENINFO);
            case GITHUB -> of("aud", List.of("scope"), NO_ROLES, List.of("client_id"), ANY, NONE, GITHUB_CHECK_TOKEN);
            case PING -> of("aud", List.of("scope", "scp"), NO_ROLES, List.of("client_id"), ANY, NONE, RFC_7662);
        };
    }

    private static TokenProfile of(
            String recipient,
            List<String> scopes,
            List<String> roles,
            List<String> client,
            Map<String, String> required,
            Set<String> ignoredHeaders,
            IntrospectionDialect introspection) {
        return new TokenProfile(
                recipient, SUBJECT, scopes, roles, client, required, ignoredHeaders, Map.of(), introspection);
    }
}
