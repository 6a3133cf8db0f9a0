package dev.postern.oauth;

import dev.postern.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whom a verified access token speaks for.
///
/// @param issuer who vouches for it
/// @param subject the `sub` claim
/// @param clientId the OAuth client that asked, where the token says so (`client_id` or `azp`)
/// @param scopes what was granted
/// @param expiresAt when the token ends
/// @param claims those of its other claims that the configuration asks for
public record Identity(
        Issuer issuer, String subject, @Nullable String clientId, Scopes scopes, Instant expiresAt, JsonObject claims) {
    public Identity {
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("a subject is not empty");
        }
    }

    /// An identity of whose other claims nothing is asked.
    public Identity(Issuer issuer, String subject, @Nullable String clientId, Scopes scopes, Instant expiresAt) {
        this(issuer, subject, clientId, scopes, expiresAt, JsonObject.EMPTY);
    }
}
