package dev.postern.config;

/// In which way an authorization server is asked about an opaque token.
public enum IntrospectionDialect {
    /// An introspection endpoint by the book.
    RFC_7662,
    /// Google's `tokeninfo`: no client authentication, numbers as text, status 400 for a bad token.
    GOOGLE_TOKENINFO,
    /// GitHub's `POST /applications/{client_id}/token`: JSON both ways, status 404 for a bad token.
    GITHUB_CHECK_TOKEN
}
