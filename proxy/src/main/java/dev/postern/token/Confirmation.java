package dev.postern.token;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// To which key or certificate a token is bound (RFC 7800 `cnf`).
///
/// @param jkt thumbprint of the DPoP key (RFC 9449 §6.1), null where it is bound to none
/// @param certificateHash `x5t#S256` of the client certificate (RFC 8705 §3.1), null where it is bound to none
/// @param unsupported whether it is bound in a way that cannot be checked here
record Confirmation(@Nullable String jkt, @Nullable String certificateHash, boolean unsupported) {
    private static final Set<String> SUPPORTED = Set.of("jkt", "x5t#S256");

    /// Bound to nothing: a plain bearer token.
    static final Confirmation NONE = new Confirmation(null, null, false);

    private static final Confirmation UNSUPPORTED = new Confirmation(null, null, true);

    static Confirmation read(JsonObject claims) {
        if (!claims.has("cnf")) {
            return NONE;
        }
        Optional<JsonObject> cnf = claims.object("cnf");
        if (cnf.isEmpty() || cnf.get().members().isEmpty()) {
            return UNSUPPORTED;
        }
        for (String method : cnf.get().members().keySet()) {
            if (!SUPPORTED.contains(method) || cnf.get().string(method).isEmpty()) {
                return UNSUPPORTED;
            }
        }
        return new Confirmation(
                cnf.get().string("jkt").orElse(null),
                cnf.get().string("x5t#S256").orElse(null),
                false);
    }
}
