package dev.postern.token;

import dev.postern.config.DpopConfig;
import dev.postern.oauth.ResourceUri;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Whether whoever presents a token may: a token bound to a key or certificate is worth nothing without it.
public final class Possession {
    private final @Nullable DpopVerifier dpop;
    private final boolean required;

    /// Takes proofs for the resource.
    public Possession(DpopConfig config, ResourceUri resource, RandomGenerator random, InstantSource clock) {
        this.dpop = new DpopVerifier(config, resource, random, clock);
        this.required = config.required();
    }

    private Possession() {
        this.dpop = null;
        this.required = false;
    }

    /// Takes no proofs, only client certificates.
    public static Possession withoutProofs() {
        return new Possession();
    }

    /// The nonce to send in `DPoP-Nonce`, empty where proofs need none.
    public Optional<String> nonce() {
        return dpop == null ? Optional.empty() : dpop.nonce();
    }

    Verdict judge(AccessToken token, Presentation presentation) {
        Confirmation confirmation = token.confirmation();
        if (confirmation.unsupported()) {
            return refuse("the token is bound in a way that cannot be checked here");
        }
        if (confirmation.certificateHash() != null
                && !isSame(confirmation.certificateHash(), presentation.certificateHash())) {
            return refuse("the token is bound to another client certificate (RFC 8705 §3)");
        }
        Optional<Verdict.Invalid> objection = switch (presentation.scheme()) {
            case BEARER -> bearer(confirmation);
            case DPOP -> proof(confirmation, presentation);
        };
        return objection.<Verdict>map(refused -> refused).orElseGet(() -> new Verdict.Valid(token.identity()));
    }

    /// A bound token must not come as a bearer token, whatever comes with it (RFC 9449 §7.2).
    private Optional<Verdict.Invalid> bearer(Confirmation confirmation) {
        if (confirmation.jkt() != null) {
            return TokenCheck.refuse(
                    InvalidReason.SENDER_CONSTRAINED, "the token is bound to a DPoP key and came as a bearer token");
        }
        return required
                ? TokenCheck.refuse(InvalidReason.SENDER_CONSTRAINED, "only tokens bound to a DPoP key are accepted")
                : Optional.empty();
    }

    private Optional<Verdict.Invalid> proof(Confirmation confirmation, Presentation presentation) {
        if (dpop == null) {
            return TokenCheck.refuse(InvalidReason.PROOF, "proofs of possession are not accepted here");
        }
        return confirmation.jkt() == null
                ? TokenCheck.refuse(InvalidReason.PROOF, "the token is bound to no key, but came as DPoP")
                : dpop.objection(presentation, confirmation.jkt());
    }

    private static Verdict refuse(String detail) {
        return new Verdict.Invalid(InvalidReason.SENDER_CONSTRAINED, detail);
    }

    private static boolean isSame(String expected, @Nullable String found) {
        return found != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }
}
