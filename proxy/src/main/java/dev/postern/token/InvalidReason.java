package dev.postern.token;

/// Why a token is refused: the whole set of what a client is told, and the label in log and metric.
public enum InvalidReason {
    MALFORMED("malformed", "The access token is malformed"),
    TYPE("type", "The token is not an access token"),
    ALGORITHM("algorithm", "The token's signature algorithm is not accepted"),
    ISSUER("issuer", "The token's issuer is not trusted here"),
    AUDIENCE("audience", "The token was issued for another audience"),
    EXPIRED("expired", "The access token expired"),
    NOT_YET_VALID("not_yet_valid", "The access token is not valid yet"),
    KEY("key", "The token's signing key is not known"),
    SIGNATURE("signature", "The token's signature does not verify"),
    CLAIMS("claims", "The access token lacks a required claim"),
    INACTIVE("inactive", "The access token is not active"),
    SENDER_CONSTRAINED("sender_constrained", "The token is bound to a key and cannot be used as a bearer token"),
    PROOF("dpop_proof", "The DPoP proof does not hold for this token and request", "invalid_dpop_proof"),
    NONCE("dpop_nonce", "The DPoP proof needs the nonce of this resource server", "use_dpop_nonce");

    private final String label;
    private final String description;
    private final String error;

    InvalidReason(String label, String description) {
        this(label, description, "invalid_token");
    }

    InvalidReason(String label, String description, String error) {
        this.label = label;
        this.description = description;
        this.error = error;
    }

    public String label() {
        return label;
    }

    /// The `error` of RFC 6750 §3.1 or RFC 9449 §7.1.
    public String error() {
        return error;
    }

    /// The `error_description`, within the characters RFC 6750 §3 allows.
    public String description() {
        return description;
    }
}
