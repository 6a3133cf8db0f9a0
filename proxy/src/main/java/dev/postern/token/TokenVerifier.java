package dev.postern.token;

import dev.postern.oauth.BearerToken;
import java.util.Optional;

/// Judges an access token. May wait for an issuer's keys, so it is never called on an I/O thread.
public interface TokenVerifier {
    /// Judges a token that came alone, as a plain bearer token.
    Verdict verify(BearerToken token);

    /// The nonce that proofs of possession must contain from now on; empty where none need one.
    default Optional<String> proofNonce() {
        return Optional.empty();
    }

    /// The verdict on a token that was judged before, where nothing changed since; empty where it must be judged. Never
    /// waits, so it may be asked on an I/O thread; for bearer tokens only, as proofs would have to be checked.
    default Optional<Verdict> remembered(Presentation presentation) {
        return Optional.empty();
    }

    /// Judges a token with everything that was shown for it. Who does not know about proofs accepts none.
    default Verdict verify(Presentation presentation) {
        return switch (presentation.scheme()) {
            case BEARER -> verify(presentation.token());
            case DPOP -> new Verdict.Invalid(InvalidReason.PROOF, "proofs of possession are not accepted here");
        };
    }
}
