package dev.postern.oauth;

/// The error codes a client may be told, with the status each one comes with (RFC 6750 §3.1).
public enum OAuthError {
    INVALID_REQUEST("invalid_request", 400),
    INVALID_TOKEN("invalid_token", 401),
    INSUFFICIENT_SCOPE("insufficient_scope", 403),
    /// The issuer cannot be reached: not the client's fault (RFC 6749 §4.1.2.1 names the code).
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503);

    private final String code;
    private final int status;

    OAuthError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /// The code as it stands in `error`.
    public String code() {
        return code;
    }

    /// The HTTP status it is sent with.
    public int status() {
        return status;
    }
}
