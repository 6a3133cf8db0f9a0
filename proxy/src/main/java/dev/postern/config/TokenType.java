package dev.postern.config;

/// Which `typ` headers an access token may have.
public enum TokenType {
    /// Only `at+jwt` and `application/at+jwt` (RFC 9068 §4).
    STRICT,
    /// Also `JWT` or none, as Keycloak, Entra ID, Okta and Cognito send it; never an ID token or another typed JWT.
    LENIENT
}
