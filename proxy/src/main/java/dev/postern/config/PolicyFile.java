package dev.postern.config;

import dev.postern.oauth.ScopeHierarchy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a policy file: what it says, or a sentence for everything that says nothing we know.
public final class PolicyFile {
    private final PolicyProblems problems;
    private final PolicyValues values;

    /// What became of a file.
    public sealed interface Result {

        /// It is a policy.
        record Complete(PolicyConfig policy) implements Result {}

        /// It is none.
        ///
        /// @param problems a sentence on each, all of them at once
        record Faulty(List<String> problems) implements Result {
            public Faulty {
                problems = List.copyOf(problems);
            }
        }
    }

    private PolicyFile(PolicyProblems problems) {
        this.problems = problems;
        this.values = new PolicyValues(problems);
    }

    /// Reads its text.
    ///
    /// @param name of the file, for messages
    public static Result read(String name, String text) {
        PolicyProblems problems = new PolicyProblems(name);
        PolicyConfig policy = new PolicyYaml(problems, "rules, scopes or limits")
                .read(text)
                .flatMap(node -> PolicyMap.of(node, "fields such as rules and scopes", problems))
                .map(new PolicyFile(problems)::read)
                .orElse(PolicyConfig.NONE);
        return problems.none() ? new Result.Complete(policy) : new Result.Faulty(problems.sentences());
    }

    private PolicyConfig read(PolicyMap map) {
        map.allow(PolicyFields.OF_FILE);
        if (map.values().isEmpty()) {
            problems.at(map.node(), "the file says nothing; expected rules, scopes or limits");
        }
        ScopeHierarchy hierarchy = map.get(PolicyFields.SCOPES)
                .map(new PolicyHierarchyReader(problems)::read)
                .orElse(ScopeHierarchy.NONE);
        List<PolicyRule> rules = rules(map);
        PolicyLimitReader limits = new PolicyLimitReader(problems);
        List<RateLimitConfig> limited = new ArrayList<>();
        elements(map, PolicyFields.LIMITS).forEach(node -> limits.read(node).ifPresent(limited::add));
        return new PolicyConfig(hierarchy, otherwise(map), lists(map) == Lists.FILTER, rules, limited);
    }

    /// How lists are answered.
    private enum Lists {
        FILTER,
        PASS
    }

    private Lists lists(PolicyMap map) {
        Lists usual = map.get(PolicyFields.RULES).isPresent() ? Lists.FILTER : Lists.PASS;
        return map.get(PolicyFields.LISTS)
                .flatMap(node -> values.constant(node, Lists.class))
                .orElse(usual);
    }

    /// Who writes rules means them to be complete; a file without any is about something else.
    private PolicyRule.Effect otherwise(PolicyMap map) {
        PolicyRule.Effect usual =
                map.get(PolicyFields.RULES).isPresent() ? PolicyRule.Effect.DENY : PolicyRule.Effect.ALLOW;
        return map.get(PolicyFields.DEFAULT)
                .flatMap(node -> values.constant(node, PolicyRule.Effect.class))
                .orElse(usual);
    }

    private List<PolicyRule> rules(PolicyMap map) {
        PolicyRuleReader reader = new PolicyRuleReader(problems);
        Map<PolicyRule, Node> rules = new LinkedHashMap<>();
        for (Node node : elements(map, PolicyFields.RULES)) {
            reader.read(node).ifPresent(rule -> rules.put(rule, node));
        }
        Reachability before = new Reachability();
        rules.forEach((rule, node) -> {
            before.coveredBy(rule)
                    .ifPresent(by -> problems.at(
                            node,
                            "the rule %s is never reached, for %s before it decides all it is about; expected it further up"
                                    .formatted(Quoted.of(rule.name()), by)));
            before.add(rule);
        });
        return List.copyOf(rules.keySet());
    }

    private List<Node> elements(PolicyMap map, String field) {
        Optional<Node> node = map.get(field);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof SequenceNode list && !list.getValue().isEmpty()) {
            return list.getValue();
        }
        problems.at(
                map.place(field),
                "%s has %s; expected a list of at least one".formatted(field, PolicyMap.kind(node.get())));
        return List.of();
    }
}
