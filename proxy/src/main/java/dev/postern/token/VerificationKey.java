package dev.postern.token;

import java.security.PublicKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A public key of an issuer, with the algorithms it may verify.
///
/// @param kid its id, null where the issuer gives none
/// @param algorithms what it is pinned to, or whatever fits its type where the issuer says nothing
/// @param key the key itself
record VerificationKey(@Nullable String kid, Set<SignatureAlgorithm> algorithms, PublicKey key) {
    VerificationKey {
        algorithms = Set.copyOf(algorithms);
    }
}
