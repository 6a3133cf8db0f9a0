package dev.postern.testing;

import dev.postern.config.Glob;
import dev.postern.config.PolicyConfig;
import dev.postern.config.PolicyRequirement;
import dev.postern.config.PolicyRule;
import dev.postern.config.PolicyTargets;
import dev.postern.oauth.ScopeHierarchy;
import dev.postern.oauth.Scopes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gates with a policy: tools and prompts named `save*`, and resources `file:*`, need `mcp:write`; those named
/// `forbidden*` are for nobody; all else is for everybody.
public final class Policies {
    private Policies() {}

    public static TestGate gate(TestUpstream upstream, boolean filterLists) throws IOException {
        return TestGate.with(upstream, config -> config.with(policy(filterLists)));
    }

    private static PolicyConfig policy(boolean filterLists) {
        PolicyRule nobody = rule(
                "nobody",
                new PolicyTargets(globs("forbidden*"), globs("forbidden*"), globs("forbidden:*"), List.of()),
                PolicyRule.Effect.DENY,
                Scopes.NONE);
        PolicyRule writers = rule(
                "writers",
                new PolicyTargets(globs("save*"), globs("save*"), globs("file:*"), List.of()),
                PolicyRule.Effect.ALLOW,
                Scopes.parse("mcp:write"));
        return new PolicyConfig(
                new ScopeHierarchy(Map.of("mcp:admin", Set.of("mcp:write"))),
                PolicyRule.Effect.ALLOW,
                filterLists,
                List.of(nobody, writers),
                List.of());
    }

    private static List<Glob> globs(String... patterns) {
        return List.of(patterns).stream().map(Glob::new).toList();
    }

    private static PolicyRule rule(String name, PolicyTargets targets, PolicyRule.Effect effect, Scopes scopes) {
        PolicyRequirement requires =
                new PolicyRequirement(scopes, Set.of(), Set.of(), Map.of(), Set.of(), Set.of(), Set.of());
        return new PolicyRule(name, targets, effect, requires, null);
    }
}
