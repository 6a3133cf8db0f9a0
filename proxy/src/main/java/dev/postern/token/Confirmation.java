package dev.postern.token;

import dev.postern.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// To which key or certificate a token is bound (RFC 7800 `cnf`).
///
/// @param jkt thumbprint of the DPoP key (RFC 9449 §6.1), null where it is bound to none
/// @param certificateHash `x5t#S256` of the client certificate (RFC 8705 §3.1), null where it is bound to none
/// @param unsupported whether it is bound in a way that cannot be checked here
record Confirmation(@Nullable String jkt, @Nullable String certificateHash, boolean unsupported) {
    /// The methods of RFC 7800 §3, which ask for proofs that are not taken here.
    private static final Set<String> OTHER_METHODS = Set.of("jwk", "jwe", "kid", "jku");

    /// Bound to nothing: a plain bearer token.
    static final Confirmation NONE = new Confirmation(null, null, false);

    private static final Confirmation UNSUPPORTED = new Confirmation(null, null, true);

    static Confirmation read(JsonObject claims) {
        if (!claims.has("cnf")) {
            return NONE;
        }
        Optional<JsonObject> cnf = claims.object("cnf");
        if (cnf.isEmpty() || !isSupported(cnf.get())) {
            return UNSUPPORTED;
        }
        return new Confirmation(
                cnf.get().string("jkt").orElse(null),
                cnf.get().string("x5t#S256").orElse(null),
                false);
    }

    /// At least one method that is checked here and none that is not; what is no method is ignored (RFC 7800 §3.1), as
    /// Keycloak's `kc-jkt-type`.
    private static boolean isSupported(JsonObject cnf) {
        boolean checked = cnf.has("jkt") || cnf.has("x5t#S256");
        boolean readable = (!cnf.has("jkt") || cnf.string("jkt").isPresent())
                && (!cnf.has("x5t#S256") || cnf.string("x5t#S256").isPresent());
        return checked && readable && cnf.members().keySet().stream().noneMatch(OTHER_METHODS::contains);
    }
}
