package dev.postern.authserver.store;

import dev.postern.oauth.Scopes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one user let one client do, at one time: the root of a family of tokens.
///
/// @param id ours to choose, at most 64 characters
/// @param clientId a registered client's id or a metadata document's URL; at most 2048 characters
/// @param clientName as it was shown when the user agreed
/// @param subject who agreed; at most 255 characters
/// @param scopes what was agreed to
/// @param resources whom the tokens may be for (RFC 8707)
/// @param granted when
/// @param expires when the whole family ends, whatever is refreshed
/// @param provider what the provider behind gave us for this user, null where it gives nothing
public record Grant(
        String id,
        String clientId,
        String clientName,
        String subject,
        Scopes scopes,
        List<String> resources,
        Instant granted,
        Instant expires,
        @Nullable Sealed provider) {
    public Grant {
        resources = List.copyOf(resources);
        if (id.isEmpty() || clientId.isEmpty() || subject.isEmpty() || resources.isEmpty()) {
            throw new IllegalArgumentException("a grant has an id, a client, a subject and a resource");
        }
    }
}
