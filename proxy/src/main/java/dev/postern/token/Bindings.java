package dev.postern.token;

import org.jspecify.annotations.Nullable;

/// Which bindings of tokens to keys can be checked here, for somebody who has a token and no request.
///
/// @param proofs whether proofs of possession are taken (RFC 9449)
/// @param proofsOnly whether a token without one is refused
/// @param certificates whether client certificates are seen (RFC 8705)
public record Bindings(boolean proofs, boolean proofsOnly, boolean certificates) {

    Finding judge(Confirmation bound) {
        String objection = objection(bound);
        if (objection != null) {
            return Finding.of("binding", new Verdict.Invalid(InvalidReason.SENDER_CONSTRAINED, objection));
        }
        if (bound.jkt() != null) {
            return Finding.content("binding: let in with a proof of its DPoP key only");
        }
        return Finding.content(
                bound.certificateHash() == null ? "binding" : "binding: let in with its client certificate only");
    }

    private @Nullable String objection(Confirmation bound) {
        if (bound.unsupported()) {
            return "the token has a cnf that cannot be checked here";
        }
        if (bound.jkt() != null && !proofs) {
            return "the token is bound to a DPoP key, and --auth-dpop is off";
        }
        if (bound.certificateHash() != null && !certificates) {
            return "the token is bound to a client certificate, and --client-certificate-header is none";
        }
        return bound.jkt() == null && proofsOnly ? "only tokens bound to a DPoP key are accepted" : null;
    }
}
