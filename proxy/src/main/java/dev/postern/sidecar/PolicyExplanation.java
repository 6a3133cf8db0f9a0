package dev.postern.sidecar;

import dev.postern.config.PolicyTerms;
import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;
import dev.postern.policy.AccessPolicy;
import dev.postern.policy.Admitted;
import dev.postern.policy.Decision;
import dev.postern.token.ClaimedIdentity;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Tells a person what the policy would decide on a call, and why.
public final class PolicyExplanation {
    private final PolicyTerms terms;
    private final PrintStream out;
    private final PrintStream err;

    public PolicyExplanation(PolicyTerms terms, PrintStream out, PrintStream err) {
        this.terms = terms;
        this.out = out;
        this.err = err;
    }

    /// What became of the question.
    public enum Answer {
        ADMITTED,
        REFUSED,
        NOT_UNDERSTOOD
    }

    /// Explains it for the bearer of a token, which is not verified.
    public Answer explainToken(String token, String call) {
        return explain(ClaimedIdentity.ofToken(token, terms.profile()), "the token is no JWT", call);
    }

    /// Explains it for somebody with these claims.
    public Answer explainClaims(String json, String call) {
        return explain(ClaimedIdentity.ofClaims(json, terms.profile()), "the claims are no JSON object", call);
    }

    private Answer explain(Optional<Identity> identity, String otherwise, String call) {
        if (identity.isEmpty()) {
            err.println(
                    "postern: %s with a subject and scopes that can be read; expected {\"%s\": ..., \"scope\": ...}."
                            .formatted(otherwise, terms.profile().subjectClaim()));
            return Answer.NOT_UNDERSTOOD;
        }
        Optional<List<McpMessage>> messages = CallText.read(call);
        if (messages.isEmpty()) {
            err.println("postern: the call is no JSON-RPC message; expected for example"
                    + " {\"method\": \"tools/call\", \"params\": {\"name\": \"about\"}}.");
            return Answer.NOT_UNDERSTOOD;
        }
        return explain(identity.get(), messages.get());
    }

    private Answer explain(Identity identity, List<McpMessage> messages) {
        AccessPolicy policy = new AccessPolicy(terms.requiredScopes(), List.of(), terms.policy());
        out.println("caller   %s of %s, client %s, scopes [%s] (not verified)"
                .formatted(
                        identity.subject(),
                        identity.issuer(),
                        identity.clientId() == null ? "unknown" : identity.clientId(),
                        identity.scopes()));
        policy.explain(identity, messages).forEach(out::println);
        return switch (policy.decide(identity, messages)) {
            case Admitted admitted -> {
                out.println("ADMITTED by " + admitted.rule());
                yield Answer.ADMITTED;
            }
            case Decision.Denied(Scopes needed, String rule) -> {
                out.println("DENIED   by %s: 403 insufficient_scope; the request needs [%s], missing: %s"
                        .formatted(rule, needed, terms.policy().hierarchy().missing(identity.scopes(), needed)));
                yield Answer.REFUSED;
            }
            case Decision.Forbidden(String rule, String sentence) -> {
                out.println("FORBIDDEN by %s: 403. %s".formatted(rule, sentence));
                yield Answer.REFUSED;
            }
        };
    }
}
