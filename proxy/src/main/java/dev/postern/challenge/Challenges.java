package dev.postern.challenge;

import dev.postern.config.DpopConfig;
import dev.postern.config.ResourceConfig;
import dev.postern.oauth.OAuthError;
import dev.postern.oauth.Scopes;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the challenges of one protected resource.
public final class Challenges {
    private final Scopes scopes;
    private final String metadataUrl;
    private final @Nullable DpopConfig dpop;

    public Challenges(ResourceConfig resource) {
        scopes = worthNaming(resource.requiredScopes());
        metadataUrl = resource.uri().metadataUrl();
        dpop = resource.dpop();
    }

    /// No credentials came: no error code, only where to get some (RFC 6750 §3.1).
    public Challenge noCredentials() {
        return new Challenge(401, null, null, scopes, metadataUrl);
    }

    public Challenge invalidRequest(String description) {
        return of(OAuthError.INVALID_REQUEST, description, scopes);
    }

    public Challenge invalidToken(String description) {
        return of(OAuthError.INVALID_TOKEN, description, scopes);
    }

    /// The token is good but not for this.
    ///
    /// @param needed every scope the operation needs, granted or not
    public Challenge insufficientScope(Scopes needed) {
        return of(
                OAuthError.INSUFFICIENT_SCOPE,
                "The access token lacks a scope this request needs",
                worthNaming(needed));
    }

    /// `offline_access` is between client and authorization server (MCP, refresh tokens).
    private static Scopes worthNaming(Scopes needed) {
        return Scopes.of(needed.values().stream()
                .filter(scope -> !scope.equals("offline_access"))
                .toList());
    }

    private Challenge of(OAuthError error, String description, Scopes needed) {
        return new Challenge(error.status(), error, description, needed, metadataUrl);
    }

    /// The second challenge, for clients that can prove possession (RFC 9449 §7.1); empty where proofs are not taken.
    ///
    /// @param error what was wrong with the proof, null where nothing was or none was given
    public Optional<String> dpop(@Nullable String error) {
        if (dpop == null) {
            return Optional.empty();
        }
        String algorithms = dpop.algorithms().stream().sorted().collect(Collectors.joining(" "));
        String named = error == null ? "" : "error=\"" + error + "\", ";
        return Optional.of("DPoP " + named + "algs=\"" + algorithms + '"');
    }
}
