package dev.postern.config;

import dev.postern.condition.Condition;
import dev.postern.oauth.ScopeHierarchy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the policy file says: who may do what, and how often.
///
/// @param hierarchy which scopes imply which
/// @param otherwise what becomes of tools, prompts, resources and unknown methods that no rule is about
/// @param filterLists whether lists show only what the caller may use
/// @param rules of which the first that is about a call decides
/// @param limits how often something may be done
public record PolicyConfig(
        ScopeHierarchy hierarchy,
        PolicyRule.Effect otherwise,
        boolean filterLists,
        List<PolicyRule> rules,
        List<RateLimitConfig> limits) {
    /// Without a file: whoever has the required scopes may do everything.
    public static final PolicyConfig NONE =
            new PolicyConfig(ScopeHierarchy.NONE, PolicyRule.Effect.ALLOW, false, List.of(), List.of());

    public PolicyConfig {
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
    }

    /// Whether what no rule is about is denied.
    public boolean deniesByDefault() {
        return otherwise == PolicyRule.Effect.DENY;
    }

    /// Whether anything is decided by what a request says.
    public boolean judgesMessages() {
        return !rules.isEmpty() || otherwise == PolicyRule.Effect.DENY;
    }

    /// The claims of a token that rules ask about.
    public Set<String> claimNames() {
        Set<String> names = new LinkedHashSet<>();
        for (PolicyRule rule : rules) {
            names.addAll(rule.requires().claimNames());
            Condition when = rule.when();
            if (when != null) {
                names.addAll(when.claims());
            }
        }
        return names;
    }
}
