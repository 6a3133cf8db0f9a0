package dev.postern.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// The fields of one mapping in a policy file, each once and of a name that is known.
final class PolicyMap {
    private final Node node;
    private final Map<String, ScalarNode> names = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final PolicyProblems problems;

    private PolicyMap(MappingNode node, PolicyProblems problems) {
        this.node = node;
        this.problems = problems;
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                problems.at(entry.getKeyNode(), "a name that is no text; expected a text");
            } else if (names.putIfAbsent(name.getValue(), name) != null) {
                problems.at(name, "%s is there twice; expected it once".formatted(Quoted.of(name.getValue())));
            } else {
                values.put(name.getValue(), entry.getValueNode());
            }
        }
    }

    /// The mapping, whatever its fields are called; empty where the node is none.
    ///
    /// @param expected what it should be, for the sentence
    static Optional<PolicyMap> of(Node node, String expected, PolicyProblems problems) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new PolicyMap(mapping, problems));
        }
        problems.at(node, "%s; expected %s".formatted(kind(node), expected));
        return Optional.empty();
    }

    /// What a node is, for a sentence.
    static String kind(Node node) {
        return switch (node.getNodeType()) {
            case MAPPING -> "a mapping";
            case SEQUENCE -> "a list";
            case SCALAR, ANCHOR ->
                node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()
                        ? Quoted.of(scalar.getValue())
                        : "nothing";
        };
    }

    /// Objects to fields that have another name than these.
    void allow(List<String> known) {
        names.forEach((name, place) -> {
            if (!known.contains(name)) {
                problems.at(
                        place,
                        "there is no field %s; did you mean %s? Expected one of %s"
                                .formatted(
                                        Quoted.of(name),
                                        Quoted.of(Nearest.among(known, name)),
                                        String.join(", ", known)));
            }
        });
    }

    Node node() {
        return node;
    }

    Optional<Node> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Map<String, Node> values() {
        return values;
    }

    /// Where the name stands.
    Node place(String name) {
        ScalarNode place = names.get(name);
        return place == null ? node : place;
    }
}
