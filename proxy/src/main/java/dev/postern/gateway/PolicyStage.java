package dev.postern.gateway;

import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;
import dev.postern.policy.AccessPolicy;
import dev.postern.policy.Admitted;
import dev.postern.policy.Decision;

/// Asks the policy whether this identity may do what it asks.
final class PolicyStage implements Stage<Identity> {
    private final AccessPolicy policy;
    private final Refusal refusal;
    private final Stage<Admitted> next;

    PolicyStage(AccessPolicy policy, Refusal refusal, Stage<Admitted> next) {
        this.policy = policy;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Identity identity) {
        switch (policy.decide(identity)) {
            case Admitted admitted -> next.handle(exchange, admitted);
            case Decision.Denied(Scopes needed, String rule) -> {
                exchange.outcome().because("scope", "needed: " + needed);
                exchange.outcome().missing(needed.without(identity.scopes()));
                refusal.insufficientScope(exchange, needed);
            }
            case Decision.Forbidden(String rule, String sentence) -> {
                exchange.outcome().because("policy", rule + ": " + sentence);
                refusal.insufficientScope(exchange, Scopes.NONE);
            }
        }
    }
}
