package dev.postern.config;

import dev.postern.oauth.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads the values of fields in a policy file: texts, lists of them, and what they must be.
final class PolicyValues {
    private static final int LONGEST_GLOB = 1000;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private final PolicyProblems problems;

    PolicyValues(PolicyProblems problems) {
        this.problems = problems;
    }

    /// A text, empty where it is none.
    ///
    /// @param expected what it should be, for the sentence
    Optional<ScalarNode> text(Node node, String expected) {
        if (node instanceof ScalarNode scalar
                && !scalar.getValue().isBlank()
                && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(scalar);
        }
        problems.at(node, "%s; expected %s".formatted(PolicyMap.kind(node), expected));
        return Optional.empty();
    }

    /// A text, or a list of at least one, each once.
    ///
    /// @param expected what each should be, for the sentence
    List<ScalarNode> texts(Node node, String expected) {
        if (node.getNodeType() == NodeType.SCALAR) {
            return text(node, expected).map(List::of).orElse(List.of());
        }
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, "%s; expected a list of %s".formatted(PolicyMap.kind(node), expected));
            return List.of();
        }
        if (list.getValue().isEmpty()) {
            problems.at(node, "an empty list; expected at least %s, or the field left out".formatted(expected));
        }
        List<ScalarNode> texts = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Node element : list.getValue()) {
            text(element, expected).ifPresent(text -> {
                if (seen.add(text.getValue())) {
                    texts.add(text);
                } else {
                    problems.at(text, "%s is there twice; expected it once".formatted(Quoted.of(text.getValue())));
                }
            });
        }
        return texts;
    }

    /// The texts of a field, none where it is not there.
    Set<String> texts(PolicyMap map, String field, String expected) {
        Set<String> texts = new LinkedHashSet<>();
        map.get(field).ifPresent(node -> texts(node, expected).forEach(text -> texts.add(text.getValue())));
        return texts;
    }

    Scopes scopes(Node node) {
        Set<String> scopes = new LinkedHashSet<>();
        for (ScalarNode text : texts(node, "a scope such as oscal:read")) {
            scope(text).ifPresent(scopes::add);
        }
        return new Scopes(scopes);
    }

    Optional<String> scope(ScalarNode text) {
        if (Scopes.isScopeToken(text.getValue())) {
            return Optional.of(text.getValue());
        }
        problems.at(text, "%s is no scope; expected one such as oscal:read".formatted(Quoted.of(text.getValue())));
        return Optional.empty();
    }

    /// The values that claims must have.
    Map<String, Set<String>> claims(Node node) {
        Map<String, Set<String>> claims = new LinkedHashMap<>();
        PolicyMap.of(node, "claims and their values, such as {tier: [gold]}", problems)
                .ifPresent(map -> map.values().forEach((name, value) -> {
                    if (name.isBlank()) {
                        problems.at(map.place(name), "a claim without a name; expected one such as tier");
                    }
                    Set<String> values = new LinkedHashSet<>();
                    texts(value, "a value such as gold").forEach(text -> values.add(text.getValue()));
                    claims.put(name, values);
                }));
        if (claims.isEmpty()) {
            problems.at(node, "no claim; expected at least one, such as {tier: [gold]}, or the field left out");
        }
        return claims;
    }

    PolicyTargets targets(PolicyMap map) {
        return new PolicyTargets(
                globs(map, PolicyFields.TOOLS),
                globs(map, PolicyFields.PROMPTS),
                globs(map, PolicyFields.RESOURCES),
                globs(map, PolicyFields.METHODS));
    }

    private List<Glob> globs(PolicyMap map, String field) {
        List<Glob> globs = new ArrayList<>();
        for (ScalarNode text : map.get(field)
                .map(node -> texts(node, "a name or glob such as save_*"))
                .orElse(List.of())) {
            String pattern = text.getValue();
            String fault = pattern.length() > LONGEST_GLOB ? "is longer than " + LONGEST_GLOB : Glob.fault(pattern);
            if (fault.isEmpty()) {
                globs.add(new Glob(pattern));
            } else {
                problems.at(
                        text, "%s is a glob that %s; expected one such as save_*".formatted(Quoted.of(pattern), fault));
            }
        }
        return globs;
    }

    /// One of some constants, written in lower case.
    <E extends Enum<E>> Optional<E> constant(Node node, Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        String expected = "one of " + String.join(", ", names);
        return text(node, expected).flatMap(text -> {
            int index = names.indexOf(text.getValue());
            if (index < 0) {
                problems.at(text, "%s; expected %s".formatted(Quoted.of(text.getValue()), expected));
                return Optional.empty();
            }
            return Optional.of(type.getEnumConstants()[index]);
        });
    }

    /// The name of a rule or limit, which logs and metrics give.
    ///
    /// @param what it is the name of: "rule"
    Optional<ScalarNode> name(PolicyMap map, String what) {
        Optional<Node> node = map.get(PolicyFields.NAME);
        if (node.isEmpty()) {
            problems.at(map.node(), "a %s without a name; expected a line such as name: files".formatted(what));
            return Optional.empty();
        }
        return text(node.get(), "a name such as files").filter(text -> {
            boolean fits = text.getValue().matches(NAME);
            if (!fits) {
                problems.at(
                        text,
                        "%s is no name of a %s; expected up to 64 letters, digits, dots, dashes and underscores"
                                .formatted(Quoted.of(text.getValue()), what));
            }
            return fits;
        });
    }
}
