package dev.postern.config;

import dev.postern.oauth.Scopes;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the upstream gets in `Authorization`, which is never the client's token.
public sealed interface UpstreamCredential {

    /// Nothing.
    record None() implements UpstreamCredential {}

    /// A bearer token that somebody keeps in a file.
    ///
    /// @param path of the file
    record InFile(String path) implements UpstreamCredential {}

    /// A token for the upstream that the issuer gives for the client's (RFC 8693).
    ///
    /// @param url the token endpoint; from the issuer's metadata where null
    /// @param clientId as whom we ask
    /// @param authentication how we show that we are it
    /// @param audiences for whom the token is to be
    /// @param resources the same by URL (RFC 8707)
    /// @param scopes what it is to grant
    record Exchanged(
            @Nullable URI url,
            String clientId,
            ClientAuthentication authentication,
            List<String> audiences,
            List<String> resources,
            Scopes scopes)
            implements UpstreamCredential {
        public Exchanged {
            audiences = List.copyOf(audiences);
            resources = List.copyOf(resources);
        }
    }
}
