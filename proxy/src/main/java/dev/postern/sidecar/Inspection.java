package dev.postern.sidecar;

import dev.postern.config.ClientCertificateHeader;
import dev.postern.config.Config;
import dev.postern.config.DpopConfig;
import dev.postern.oauth.BearerToken;
import dev.postern.outbound.IssuerClient;
import dev.postern.token.Bindings;
import dev.postern.token.Finding;
import dev.postern.token.InvalidReason;
import dev.postern.token.IssuerTokenVerifier;
import dev.postern.token.TokenInspector;
import dev.postern.token.Verdict;
import java.io.PrintStream;
import java.time.Clock;

/// Tells a person what the checks make of a token, in words, without ever printing it.
public final class Inspection {
    private final Config config;
    private final Clock clock;
    private final PrintStream out;

    public Inspection(Config config, Clock clock, PrintStream out) {
        this.config = config;
        this.clock = clock;
        this.out = out;
    }

    /// Prints the verdict of each check.
    ///
    /// @param verify whether to ask the issuer for its keys, or about the token, as a request would
    /// @return whether the token would be let in, as far as was looked
    public boolean inspect(String token, boolean verify) {
        boolean passed = true;
        for (Finding finding :
                new TokenInspector(config.trust(), config.wantedClaims(), bindings(), clock).inspect(token)) {
            out.println((finding.passed() ? "ok      " : "REFUSED ") + finding.check());
            if (!finding.passed()) {
                out.println("        " + finding.objection());
                out.println("        " + finding.advice());
                passed = false;
            }
        }
        if (verify) {
            return verify(token, passed);
        }
        out.println("-       signature: not looked at; --verify fetches the issuer's keys");
        return passed;
    }

    private Bindings bindings() {
        DpopConfig dpop = config.resource().dpop();
        return new Bindings(
                dpop != null,
                dpop != null && dpop.required(),
                config.listener().certificateHeader() != ClientCertificateHeader.NONE);
    }

    private boolean verify(String token, boolean passed) {
        if (!BearerToken.isB64Token(token)) {
            return false;
        }
        try (IssuerClient client = new IssuerClient(config.keys());
                IssuerTokenVerifier verifier =
                        new IssuerTokenVerifier(config.trust(), config.keys(), client, clock, (_, _) -> {})) {
            return switch (verifier.verify(new BearerToken(token))) {
                case Verdict.Valid(var identity) -> {
                    out.println("ok      verdict: %s of %s, with the scopes [%s], until %s"
                            .formatted(identity.subject(), identity.issuer(), identity.scopes(), identity.expiresAt()));
                    yield true;
                }
                case Verdict.Invalid(var reason, var _)
                when passed && reason == InvalidReason.SENDER_CONSTRAINED -> {
                    // All else is judged by then; whether the binding can be met was found above.
                    out.println("ok      verdict: good for whom it is bound to");
                    yield true;
                }
                case Verdict.Invalid invalid -> {
                    out.println("REFUSED verdict: " + invalid.detail());
                    yield false;
                }
                case Verdict.Unavailable unavailable -> {
                    out.println("UNKNOWN verdict: " + unavailable.detail());
                    yield false;
                }
            };
        }
    }
}
