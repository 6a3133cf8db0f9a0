package dev.postern.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the upstream is told of who asks, besides subject, issuer, client and scopes.
///
/// @param headers that carry claims
/// @param sessionKeys by which session ids are sealed, the first, and opened, each; none for one of this process
/// @param assertion how it is shown that it comes from Postern; null where it is not
/// @param credential what it gets in `Authorization`
public record IdentityConfig(
        List<ClaimHeader> headers,
        List<SealingKey> sessionKeys,
        @Nullable AssertionConfig assertion,
        UpstreamCredential credential) {
    public static final IdentityConfig NONE = new IdentityConfig(List.of(), List.of());

    /// Nothing but headers and sessions.
    public IdentityConfig(List<ClaimHeader> headers, List<SealingKey> sessionKeys) {
        this(headers, sessionKeys, null, new UpstreamCredential.None());
    }

    public IdentityConfig {
        headers = List.copyOf(headers);
        sessionKeys = List.copyOf(sessionKeys);
    }
}
