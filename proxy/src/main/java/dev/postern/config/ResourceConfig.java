package dev.postern.config;

import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import org.jspecify.annotations.Nullable;

/// What is protected.
///
/// @param uri the public URL of the MCP endpoint
/// @param requiredScopes what every request needs
/// @param dpop how proofs of possession are taken, null where they are not
public record ResourceConfig(
        ResourceUri uri, Scopes requiredScopes, @Nullable DpopConfig dpop) {

    /// A resource for bearer tokens only.
    public ResourceConfig(ResourceUri uri, Scopes requiredScopes) {
        this(uri, requiredScopes, null);
    }
}
