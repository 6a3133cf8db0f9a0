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

    /// Where to ask what is remembered of a token. For bearer tokens only, as proofs would have to be checked. Who
    /// remembers nothing has every token judged.
    default KnownToken known(BearerToken token) {
        return _ -> Optional.empty();
    }

    /// Judges a token with everything that was shown for it. Who does not know about proofs accepts none.
    default Verdict verify(Presentation presentation) {
        return switch (presentation.scheme()) {
            case BEARER -> verify(presentation.token());
            case DPOP -> new Verdict.Invalid(InvalidReason.PROOF, "proofs of possession are not accepted here");
        };
    }
}
