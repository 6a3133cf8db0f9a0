package dev.postern.config;

import dev.postern.condition.Compiled;
import dev.postern.condition.Condition;
import dev.postern.condition.ConditionCompiler;
import dev.postern.oauth.Scopes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads the rules of a policy file.
final class PolicyRuleReader {
    /// What decisions name that no rule made.
    private static final Set<String> RESERVED = Set.of("default", "protocol", "required-scopes", "insecure-no-auth");

    private final PolicyProblems problems;
    private final PolicyValues values;
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    /// Costly to make, so it is made for the first condition there is.
    private @Nullable ConditionCompiler compiler;

    PolicyRuleReader(PolicyProblems problems) {
        this.problems = problems;
        this.values = new PolicyValues(problems);
    }

    /// The rule, empty where it is none; what is wrong is kept either way.
    Optional<PolicyRule> read(Node node) {
        return PolicyMap.of(node, "a rule such as {name: all, tools: [\"*\"]}", problems)
                .flatMap(this::read);
    }

    private Optional<PolicyRule> read(PolicyMap map) {
        map.allow(PolicyFields.OF_RULE);
        Optional<ScalarNode> name = values.name(map, "rule");
        name.ifPresent(this::checkName);
        PolicyTargets targets = values.targets(map);
        if (PolicyFields.TARGETS.stream().noneMatch(field -> map.get(field).isPresent())) {
            problems.at(
                    map.node(),
                    "a rule about nothing; expected one of %s, such as tools: [\"*\"]"
                            .formatted(String.join(", ", PolicyFields.TARGETS)));
        }
        PolicyRule.Effect effect = map.get(PolicyFields.EFFECT)
                .flatMap(value -> values.constant(value, PolicyRule.Effect.class))
                .orElse(PolicyRule.Effect.ALLOW);
        PolicyRequirement requires = requirement(map);
        if (effect == PolicyRule.Effect.DENY) {
            refuseRequirements(map);
        }
        Condition when = map.get(PolicyFields.WHEN).flatMap(this::condition).orElse(null);
        return name.map(text -> new PolicyRule(text.getValue(), targets, effect, requires, when));
    }

    private void checkName(ScalarNode name) {
        int line = name.getStartMark().map(Mark::getLine).orElse(0) + 1;
        Integer before = lines.putIfAbsent(name.getValue(), line);
        if (before != null) {
            problems.at(
                    name,
                    "the rule of line %d is called %s too; expected each name once"
                            .formatted(before, Quoted.of(name.getValue())));
        }
        if (RESERVED.contains(name.getValue())) {
            problems.at(
                    name,
                    "%s is what decisions without a rule are called; expected another name"
                            .formatted(Quoted.of(name.getValue())));
        }
    }

    /// Who lacks what a denying rule asks for would be denied as well, so it can only be a misunderstanding.
    private void refuseRequirements(PolicyMap map) {
        for (String field : PolicyFields.REQUIREMENTS) {
            if (map.get(field).isPresent()) {
                problems.at(
                        map.place(field),
                        "%s in a rule that denies everybody; expected an allowing rule before it, or a condition in when"
                                .formatted(field));
            }
        }
    }

    private PolicyRequirement requirement(PolicyMap map) {
        return new PolicyRequirement(
                map.get(PolicyFields.SCOPES).map(values::scopes).orElse(Scopes.NONE),
                values.texts(map, PolicyFields.GROUPS, "a group such as engineering"),
                values.texts(map, PolicyFields.ROLES, "a role such as admin"),
                map.get(PolicyFields.CLAIMS).map(values::claims).orElse(Map.of()),
                values.texts(map, PolicyFields.SUBJECTS, "a subject such as alice"),
                values.texts(map, PolicyFields.CLIENTS, "a client's id such as mcp-public"),
                values.texts(map, PolicyFields.ISSUERS, "an issuer such as " + Option.AUTH_ISSUER_URL.example()));
    }

    private Optional<Condition> condition(Node node) {
        Optional<ScalarNode> text = values.text(node, "a condition such as 'args.limit <= 100'");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        ConditionCompiler known = compiler;
        if (known == null) {
            known = new ConditionCompiler();
            compiler = known;
        }
        return switch (known.compile(text.get().getValue())) {
            case Compiled.Ready(Condition condition) -> Optional.of(condition);
            case Compiled.Faulty(var faults) -> {
                faults.forEach(fault -> object(text.get(), fault));
                yield Optional.empty();
            }
        };
    }

    /// Where the expression stands as it was written, the place of the fault can be told; elsewhere, where it begins.
    private void object(ScalarNode text, Compiled.Fault fault) {
        int line = text.getStartMark().map(Mark::getLine).orElse(0) + 1;
        int column = text.getStartMark().map(Mark::getColumn).orElse(0) + 1;
        ScalarStyle style = text.getScalarStyle();
        String clause = "the condition %s".formatted(fault.why());
        if (style == ScalarStyle.LITERAL) {
            problems.at(line + fault.line(), 1, clause + " (at character %d)".formatted(fault.column() + 1));
        } else if (style == ScalarStyle.FOLDED) {
            problems.at(line, column, clause);
        } else {
            int quote = style == ScalarStyle.PLAIN ? 0 : 1;
            problems.at(line, column + quote + fault.column(), clause);
        }
    }
}
