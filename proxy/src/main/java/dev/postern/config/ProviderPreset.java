package dev.postern.config;

import java.util.List;
import java.util.Map;

/// How an OpenID Connect provider wants to be asked for a user who may be away later.
public enum ProviderPreset {
    GENERIC(List.of("openid", "profile", "offline_access"), Map.of()),
    AUTH0(List.of("openid", "profile", "offline_access"), Map.of()),
    /// Knows no `offline_access`: refresh tokens come as the app client is set up.
    COGNITO(List.of("openid", "profile"), Map.of()),
    /// Takes no `resource` beside scopes (AADSTS9010010), and so gets none, as nobody does.
    ENTRA(List.of("openid", "profile", "offline_access"), Map.of()),
    /// Gives a refresh token only where asked in its own words, and only beside a consent.
    GOOGLE(List.of("openid", "profile", "email"), Map.of("access_type", "offline", "prompt", "consent")),
    /// `offline_access` there is a session that outlives the login, which an administrator may have forbidden.
    KEYCLOAK(List.of("openid", "profile"), Map.of()),
    OKTA(List.of("openid", "profile", "offline_access"), Map.of());

    private final List<String> scopes;
    private final Map<String, String> parameters;

    ProviderPreset(List<String> scopes, Map<String, String> parameters) {
        this.scopes = scopes;
        this.parameters = parameters;
    }

    /// What it is asked for.
    public List<String> scopes() {
        return scopes;
    }

    /// What its authorization request has besides.
    public Map<String, String> parameters() {
        return parameters;
    }
}
