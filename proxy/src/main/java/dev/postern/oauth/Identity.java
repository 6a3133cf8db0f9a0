package dev.postern.oauth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whom a verified access token speaks for.
///
/// @param issuer who vouches for it
/// @param subject the `sub` claim
/// @param clientId the OAuth client that asked, where the token says so (`client_id` or `azp`)
/// @param scopes what was granted
/// @param expiresAt when the token ends
public record Identity(
        Issuer issuer, String subject, @Nullable String clientId, Scopes scopes, Instant expiresAt) {
    public Identity {
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("a subject is not empty");
        }
    }
}
