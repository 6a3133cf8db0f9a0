package dev.postern.token;

import dev.postern.oauth.BearerToken;
import java.util.List;

/// What the `Authorization` fields of a request present, read by the grammar of RFC 6750 §2.1.
public sealed interface Credentials {

    /// No bearer token: none at all, or another scheme. The challenge has no error code (RFC 6750 §3.1).
    record None() implements Credentials {}

    /// A bearer token was meant but not written: 400 `invalid_request`.
    ///
    /// @param reason for client and log; never a part of the field
    record Malformed(String reason) implements Credentials {}

    /// One token, whole.
    record Presented(Scheme scheme, BearerToken token) implements Credentials {}

    /// The authentication schemes that carry an access token.
    enum Scheme {
        BEARER,
        /// With a proof of possession (RFC 9449 §7.1).
        DPOP
    }

    /// Reads the values of all `Authorization` fields of one request, where only bearer tokens are taken.
    static Credentials read(List<String> fields) {
        return read(fields, false);
    }

    /// Reads the values of all `Authorization` fields of one request.
    ///
    /// @param dpop whether tokens with a proof of possession are taken too
    static Credentials read(List<String> fields, boolean dpop) {
        return switch (fields.size()) {
            case 0 -> new None();
            case 1 -> read(fields.getFirst(), dpop);
            default -> new Malformed("more than one Authorization field");
        };
    }

    private static Credentials read(String field, boolean dpop) {
        int schemeEnd = 0;
        while (schemeEnd < field.length() && isTokenCharacter(field.charAt(schemeEnd))) {
            schemeEnd++;
        }
        if (schemeEnd == 0) {
            return new Malformed("an Authorization field without a scheme");
        }
        String scheme = field.substring(0, schemeEnd);
        if (scheme.equalsIgnoreCase("Bearer")) {
            return token(Scheme.BEARER, field, schemeEnd);
        }
        return dpop && scheme.equalsIgnoreCase("DPoP") ? token(Scheme.DPOP, field, schemeEnd) : new None();
    }

    private static Credentials token(Scheme scheme, String field, int schemeEnd) {
        int start = schemeEnd;
        while (start < field.length() && field.charAt(start) == ' ') {
            start++;
        }
        String token = field.substring(start);
        if (start == schemeEnd || !BearerToken.isB64Token(token)) {
            return new Malformed("the scheme is not followed by spaces and one token");
        }
        return new Presented(scheme, new BearerToken(token));
    }

    /// A tchar of RFC 9110 §5.6.2.
    private static boolean isTokenCharacter(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
