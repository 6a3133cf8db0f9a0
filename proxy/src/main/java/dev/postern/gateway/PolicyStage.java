package dev.postern.gateway;

import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;
import dev.postern.policy.AccessPolicy;
import dev.postern.policy.Admitted;
import dev.postern.policy.Decision;
import java.util.List;

/// Asks the policy whether this identity may do what it asks.
final class PolicyStage implements Stage<Identity> {
    private final AccessPolicy policy;
    private final boolean costly;
    private final Refusal refusal;
    private final Stage<Admitted> next;

    PolicyStage(AccessPolicy policy, Refusal refusal, Stage<Admitted> next) {
        this.policy = policy;
        costly = policy.isCostly();
        this.refusal = refusal;
        this.next = next;
    }

    /// A request without messages, or one whose messages nobody needs to know.
    @Override
    public void handle(GuardedExchange exchange, Identity identity) {
        act(exchange, identity, List.of(), policy.decide(identity));
    }

    /// A request with these messages.
    void handle(GuardedExchange exchange, Identity identity, List<McpMessage> messages) {
        if (costly) {
            exchange.exchange()
                    .offload(
                            () -> policy.decide(identity, messages),
                            decision -> act(exchange, identity, messages, decision));
        } else {
            act(exchange, identity, messages, policy.decide(identity, messages));
        }
    }

    private void act(GuardedExchange exchange, Identity identity, List<McpMessage> messages, Decision decision) {
        switch (decision) {
            case Admitted admitted -> {
                if (!admitted.rule().equals(AccessPolicy.REQUIRED_SCOPES)) {
                    exchange.outcome().rule(admitted.rule());
                }
                next.handle(exchange, admitted);
            }
            case Decision.Denied(Scopes needed, String rule) -> {
                exchange.outcome().rule(rule);
                exchange.outcome().because("scope", "needed: " + needed);
                exchange.outcome().missing(policy.missing(identity, needed));
                refusal.insufficientScope(exchange, needed);
            }
            case Decision.Forbidden(String rule, String sentence) -> {
                exchange.outcome().rule(rule);
                exchange.outcome().because("policy", rule + ": " + sentence);
                refusal.forbidden(exchange, messages, sentence);
            }
        }
    }
}
