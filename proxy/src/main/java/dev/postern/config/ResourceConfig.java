package dev.postern.config;

import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;

/// What is protected.
///
/// @param uri the public URL of the MCP endpoint
/// @param requiredScopes what every request needs
public record ResourceConfig(ResourceUri uri, Scopes requiredScopes) {}
