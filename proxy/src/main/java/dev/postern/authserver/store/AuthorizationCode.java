package dev.postern.authserver.store;

import dev.postern.oauth.Scopes;
import java.time.Instant;
import java.util.List;

/// What an authorization code stands for.
///
/// @param hash of the code itself
/// @param grantId the grant it was made for
/// @param clientId who may redeem it
/// @param redirectUri where it was sent, byte for byte as in the request; empty where the request named none
/// @param challenge the PKCE challenge, by S256
/// @param scopes what is granted
/// @param resources whom its tokens may be for
/// @param expires when it ends unused
public record AuthorizationCode(
        SecretHash hash,
        String grantId,
        String clientId,
        String redirectUri,
        String challenge,
        Scopes scopes,
        List<String> resources,
        Instant expires) {
    public AuthorizationCode {
        resources = List.copyOf(resources);
    }
}
