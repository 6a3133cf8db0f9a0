package dev.postern.config;

import java.util.List;

/// What the upstream is told of who asks, besides subject, issuer, client and scopes.
///
/// @param headers that carry claims
/// @param sessionKeys by which session ids are sealed, the first, and opened, each; none for one of this process
public record IdentityConfig(List<ClaimHeader> headers, List<SealingKey> sessionKeys) {
    public static final IdentityConfig NONE = new IdentityConfig(List.of(), List.of());

    public IdentityConfig {
        headers = List.copyOf(headers);
        sessionKeys = List.copyOf(sessionKeys);
    }
}
