package dev.postern.token;

/// What to change where a token is refused.
final class Advice {
    private Advice() {}

    static String on(InvalidReason reason) {
        return switch (reason) {
            case MALFORMED ->
                "Look whether the whole token was copied. An opaque token needs introspection: --auth-introspection-client-id.";
            case TYPE ->
                "Send the access token, not the ID or refresh token. With --auth-token-type strict the issuer must write typ at+jwt.";
            case ALGORITHM -> "Let the issuer sign with RS256, PS256, ES256 or EdDSA.";
            case ISSUER ->
                "Write --auth-issuer-url byte for byte as the token's iss, slash at the end and all, if you trust that issuer.";
            case AUDIENCE ->
                "Let the issuer put the resource's URL into aud (in Keycloak an audience mapper), or name what it writes with --auth-audience.";
            case EXPIRED ->
                "Get a new token. If it is new, compare the clocks; --auth-clock-skew allows for a difference.";
            case NOT_YET_VALID -> "Compare the clocks; --auth-clock-skew allows for a difference.";
            case KEY -> "Look whether the key set at the issuer's jwks_uri has the token's kid.";
            case SIGNATURE -> "The token was changed on its way, or signed by somebody else under the issuer's name.";
            case CLAIMS -> "Let the issuer write the claim (in Keycloak: the client scope basic brings sub).";
            case INACTIVE ->
                "The issuer no longer stands by the token, or does not tell us about it (in Keycloak aud must contain the asking client).";
            case SENDER_CONSTRAINED, PROOF, NONCE ->
                "The token is bound to a key or certificate; the client must show it, or get a token that is not bound.";
        };
    }
}
