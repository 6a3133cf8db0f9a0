package dev.postern.config;

/// The ways of a client to authenticate that are known here, by their registered names (RFC 7591 §2, OpenID Connect
/// Core §9).
public enum ClientMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT
}
