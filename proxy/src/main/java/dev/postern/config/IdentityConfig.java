package dev.postern.config;

import java.util.List;

/// What the upstream is told of who asks, besides subject, issuer, client and scopes.
///
/// @param headers that carry claims
public record IdentityConfig(List<ClaimHeader> headers) {
    public static final IdentityConfig NONE = new IdentityConfig(List.of());

    public IdentityConfig {
        headers = List.copyOf(headers);
    }
}
