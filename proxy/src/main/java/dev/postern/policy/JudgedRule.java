package dev.postern.policy;

import dev.postern.condition.Condition;
import dev.postern.condition.Finding;
import dev.postern.config.Glob;
import dev.postern.config.PolicyRule;
import dev.postern.config.PolicyRule.Effect;
import dev.postern.json.JsonObject;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.oauth.Identity;
import dev.postern.oauth.ScopeHierarchy;
import dev.postern.oauth.Scopes;

/// One rule, ready to judge operations.
final class JudgedRule {
    private final PolicyRule rule;
    private final Eligibility eligibility;
    private final ScopeHierarchy hierarchy;

    /// Whether the rule is about an operation.
    sealed interface Match {

        /// It is, or is not, or may be once more is known.
        enum Plain implements Match {
            NO,
            PERHAPS,
            YES
        }

        /// Its condition could not be evaluated.
        record Broken(String why) implements Match {}
    }

    JudgedRule(PolicyRule rule, ScopeHierarchy hierarchy) {
        this.rule = rule;
        this.eligibility = new Eligibility(rule.requires());
        this.hierarchy = hierarchy;
    }

    PolicyRule rule() {
        return rule;
    }

    Match match(Identity identity, Operation operation) {
        Match.Plain byTarget = matchTarget(operation);
        Condition when = rule.when();
        if (byTarget == Match.Plain.NO || when == null) {
            return byTarget;
        }
        JsonObject arguments = operation.arguments();
        if (arguments == null && when.asksArguments()) {
            return Match.Plain.PERHAPS;
        }
        Finding finding = when.ask(
                identity, operation.method(), operation.target(), arguments == null ? JsonObject.EMPTY : arguments);
        return switch (finding) {
            case Finding.Settled(boolean met) -> met ? byTarget : Match.Plain.NO;
            case Finding.Failed(String why) -> new Match.Broken(why);
        };
    }

    /// Whether the rule's targets are met, whatever its condition says.
    boolean isAbout(Operation operation) {
        return matchTarget(operation) != Match.Plain.NO;
    }

    private Match.Plain matchTarget(Operation operation) {
        Target target = operation.target();
        if (rule.targets().matches(operation.method(), target)) {
            return Match.Plain.YES;
        }
        return target.kind() == Kind.RESOURCE_TEMPLATE ? matchTemplate(target.name()) : Match.Plain.NO;
    }

    /// A template stands for many URIs, some of which the rule may be about.
    private Match.Plain matchTemplate(String template) {
        Glob uris = UriTemplates.glob(template);
        for (Glob glob : rule.targets().resources()) {
            if (glob.covers(uris)) {
                return Match.Plain.YES;
            }
        }
        for (Glob glob : rule.targets().resources()) {
            if (glob.meets(uris)) {
                return Match.Plain.PERHAPS;
            }
        }
        return Match.Plain.NO;
    }

    /// What the rule says of an operation that it is about.
    Ruling ruling(Identity identity) {
        if (rule.effect() == Effect.DENY) {
            return new Ruling.Barred(rule.name(), "it denies that");
        }
        String missing = eligibility.missing(identity);
        if (missing != null) {
            return new Ruling.Barred(rule.name(), missing);
        }
        Scopes scopes = rule.requires().scopes();
        return hierarchy.satisfies(identity.scopes(), scopes)
                ? new Ruling.Allowed(rule.name(), scopes)
                : new Ruling.Lacking(rule.name(), scopes);
    }
}
