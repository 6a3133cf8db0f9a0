package dev.postern.config;

/// Which tokens an authorization server is asked about.
public enum IntrospectedTokens {
    /// Those that are no JWT.
    OPAQUE,
    /// Also JWTs of issuers that are not trusted by name.
    OPAQUE_AND_FOREIGN,
    /// Every token, its own JWTs too: a revoked one ends at once, at the price of a call.
    ALL
}
