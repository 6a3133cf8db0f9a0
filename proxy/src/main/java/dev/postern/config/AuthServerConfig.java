package dev.postern.config;

import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// The authorization-server face.
///
/// @param issuer who it is; its endpoints are below
/// @param resource whom its access tokens are for
/// @param scopes what clients may be granted, `offline_access` aside
/// @param scopeWords what a scope lets an application do, in words for the user
/// @param redirectSchemes private-use schemes that native clients may be sent back to (RFC 8252 §7.1)
/// @param provider who knows the users
/// @param accessTokenLifetime how long an access token lasts
/// @param grantLifetime how long a client may go on refreshing
/// @param refreshGrace how long a refresh token that was used is answered as it was the first time
/// @param store where it keeps what it must not forget
/// @param clients those that do not register themselves
public record AuthServerConfig(
        Issuer issuer,
        ResourceUri resource,
        Scopes scopes,
        Map<String, String> scopeWords,
        Set<String> redirectSchemes,
        IdentityProviderConfig provider,
        Duration accessTokenLifetime,
        Duration grantLifetime,
        Duration refreshGrace,
        StoreConfig store,
        ClientsConfig clients) {
    public AuthServerConfig {
        scopeWords = Map.copyOf(scopeWords);
        redirectSchemes = Set.copyOf(redirectSchemes);
        if (issuer.value().endsWith("/")) {
            throw new IllegalArgumentException("our own issuer ends without a slash, so that nobody can add one");
        }
    }

    /// An endpoint's URL.
    public String url(String path) {
        return issuer.value() + path;
    }

    /// The path in front of every endpoint's, empty where the issuer has none.
    public String basePath() {
        return issuer.uri().getRawPath();
    }

    /// Whether browsers reach it by https, so that cookies can be kept to it.
    public boolean isSecure() {
        return "https".equals(issuer.uri().getScheme());
    }
}
