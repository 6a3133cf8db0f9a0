package dev.postern.policy;

import dev.postern.config.PolicyConfig;
import dev.postern.config.PolicyRule.Effect;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules in their order: the first that is about an operation decides.
final class RuleBook {
    /// What a decision names where no rule is about the operation.
    static final String DEFAULT = "default";

    /// What it names where nothing but the protocol itself is used.
    static final String PROTOCOL = "protocol";

    private final List<JudgedRule> rules;
    private final Effect otherwise;

    RuleBook(PolicyConfig policy) {
        this.rules = policy.rules().stream()
                .map(rule -> new JudgedRule(rule, policy.hierarchy()))
                .toList();
        this.otherwise = policy.otherwise();
    }

    List<JudgedRule> rules() {
        return rules;
    }

    Ruling judge(Identity identity, Operation operation) {
        Ruling.Lacking curable = null;
        for (JudgedRule rule : rules) {
            switch (rule.match(identity, operation)) {
                case JudgedRule.Match.Plain.NO -> {}
                case JudgedRule.Match.Plain.YES -> {
                    return rule.ruling(identity);
                }
                case JudgedRule.Match.Plain.PERHAPS -> {
                    // Something may be allowed if it allows; if it does not, a later rule still may.
                    Ruling ruling = rule.ruling(identity);
                    if (ruling instanceof Ruling.Allowed) {
                        return ruling;
                    }
                    curable = curable == null && ruling instanceof Ruling.Lacking lacking ? lacking : curable;
                }
                case JudgedRule.Match.Broken(String why) -> {
                    return new Ruling.Barred(rule.rule().name(), "its condition could not be evaluated: " + why);
                }
            }
        }
        return withoutRule(operation, curable);
    }

    private Ruling withoutRule(Operation operation, Ruling.@Nullable Lacking curable) {
        if (operation.ofTheProtocol()) {
            return new Ruling.Allowed(PROTOCOL, Scopes.NONE);
        }
        if (otherwise == Effect.ALLOW) {
            return new Ruling.Allowed(DEFAULT, Scopes.NONE);
        }
        return curable == null ? new Ruling.Barred(DEFAULT, "no rule is about that") : curable;
    }
}
