package dev.postern.config;

/// How an OpenID Connect provider wants to be asked for a user who may be away later.
public enum ProviderPreset {
    GENERIC("openid profile email offline_access", ""),
    AUTH0("openid profile email offline_access", ""),
    /// Knows no `offline_access`: refresh tokens come as the app client is set up.
    COGNITO("openid profile email", ""),
    /// Takes no `resource` beside scopes (AADSTS9010010), and so gets none, as nobody does.
    ENTRA("openid profile email offline_access", ""),
    /// Gives a refresh token only where asked in its own words, and only beside a consent.
    GOOGLE("openid profile email", "access_type=offline&prompt=consent"),
    /// `offline_access` there is a session that outlives the login, which an administrator may have forbidden.
    KEYCLOAK("openid profile email", ""),
    OKTA("openid profile email offline_access", "");

    private final String scopes;
    private final String parameters;

    ProviderPreset(String scopes, String parameters) {
        this.scopes = scopes;
        this.parameters = parameters;
    }

    /// What it is asked for, a space between two scopes.
    public String scopes() {
        return scopes;
    }

    /// What its authorization request has besides, as in a query.
    public String parameters() {
        return parameters;
    }
}
