package dev.postern.audit;

/// How a request ended: the label in the log line and in the metrics.
public enum Result {
    /// Admitted, and the upstream's response was relayed whole.
    ADMITTED("admitted"),
    METADATA("metadata"),
    PREFLIGHT("preflight"),
    /// An endpoint or a page of the authorization server answered, whatever it said.
    AUTHORIZATION_SERVER("authorization_server"),
    NOT_FOUND("not_found"),
    /// The session is not this client's, or was never given out.
    SESSION_NOT_FOUND("session_not_found"),
    BAD_REQUEST("bad_request"),
    ORIGIN_REFUSED("origin_refused"),
    NO_CREDENTIALS("no_credentials"),
    INVALID_TOKEN("invalid_token"),
    INSUFFICIENT_SCOPE("insufficient_scope"),
    /// The issuer gives no token for the upstream in exchange for the client's.
    EXCHANGE_REFUSED("exchange_refused"),
    /// A rule of the policy says no, whatever the token's scopes.
    FORBIDDEN("forbidden"),
    ISSUER_UNAVAILABLE("issuer_unavailable"),
    OVERLOADED("overloaded"),
    /// Its address or its subject has as many requests and streams under way as it may.
    TOO_MANY_STREAMS("too_many_streams"),
    /// A limit of the policy file, whose name is the reason.
    RATE_LIMITED("rate_limited"),
    /// So many tokens from its address turned out bad that this one was not looked at.
    TOO_MANY_BAD_TOKENS("too_many_bad_tokens"),
    UPSTREAM_UNREACHABLE("upstream_unreachable"),
    UPSTREAM_TIMEOUT("upstream_timeout"),
    /// The upstream's answer was no HTTP we accept, or it broke off.
    UPSTREAM_BROKEN("upstream_broken"),
    CLIENT_GONE("client_gone"),
    /// A stream that the stopping process ended in good order.
    DRAINED("drained"),
    /// A stream that ended in good order because its token had run out.
    STREAM_EXPIRED("stream_expired"),
    ERROR("error");

    private final String label;

    Result(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
