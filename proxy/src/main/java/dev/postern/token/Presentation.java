package dev.postern.token;

import dev.postern.oauth.BearerToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token and everything by which its bearer can show that it is theirs.
///
/// @param scheme under which it came
/// @param token itself
/// @param method of the request
/// @param proofs the values of all `DPoP` fields
/// @param certificateHash `x5t#S256` of the client certificate, as the TLS handshake or a trusted proxy has it; null
///     where there is none
public record Presentation(
        Credentials.Scheme scheme,
        BearerToken token,
        String method,
        List<String> proofs,
        @Nullable String certificateHash) {
    public Presentation {
        proofs = List.copyOf(proofs);
    }

    /// A token that came alone.
    public static Presentation bearer(BearerToken token) {
        return new Presentation(Credentials.Scheme.BEARER, token, "", List.of(), null);
    }
}
