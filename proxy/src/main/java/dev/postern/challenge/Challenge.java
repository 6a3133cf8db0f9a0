package dev.postern.challenge;

import dev.postern.oauth.OAuthError;
import dev.postern.oauth.Scopes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a refused client is told in `WWW-Authenticate` (RFC 6750 §3, RFC 9728 §5.1): how to come back authorised.
///
/// @param status the HTTP status it comes with
/// @param error the error code, null where no credentials were there (RFC 6750 §3.1)
/// @param description for a person, null as with the error
/// @param scopes what a request needs
/// @param metadataUrl where the resource's metadata is
public record Challenge(
        int status, @Nullable OAuthError error, @Nullable String description, Scopes scopes, String metadataUrl) {
    public Challenge {
        if (description != null) {
            description = clamp(description);
        }
    }

    /// The value of `WWW-Authenticate`: `Bearer` first, each parameter once, no blanks around `=`.
    public String headerValue() {
        List<String> parameters = new ArrayList<>();
        if (error != null) {
            parameters.add("error=\"" + error.code() + '"');
        }
        if (error == null) {
            parameters.add("resource_metadata=\"" + metadataUrl + '"');
        }
        if (!scopes.isEmpty()) {
            parameters.add("scope=\"" + scopes + '"');
        }
        if (error != null) {
            parameters.add("resource_metadata=\"" + metadataUrl + '"');
        }
        if (description != null) {
            parameters.add("error_description=\"" + description + '"');
        }
        return "Bearer " + String.join(", ", parameters);
    }

    /// Keeps to %x20-21 / %x23-5B / %x5D-7E (RFC 6750 §3), so that nothing can end the quotes.
    private static String clamp(String text) {
        StringBuilder clamped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = c >= 0x20 && c <= 0x7e && c != '"' && c != '\\';
            clamped.append(allowed ? c : '?');
        }
        return clamped.toString();
    }
}
