package dev.postern.oscal.schema;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Stopped;
import dev.postern.oscal.tree.Suggestion;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.List;

/// One document under comparison. It goes as deep as the document, which its reading has bounded, and stops at a number
/// of steps, because alternatives in alternatives could multiply.
final class Comparison {
    private static final int MOST_FINDINGS = 2_000;
    private static final int MOST_STEPS = 10_000_000;

    private int steps;

    List<Finding> compare(Node node, Rule rule, String path) {
        List<Finding> findings = new ArrayList<>();
        check(node, rule, path, findings);
        if (steps > MOST_STEPS) {
            findings.add(Finding.error("limit", "The comparison with the schema took too many steps.", path, node));
        }
        return findings;
    }

    private void check(Node node, Rule rule, String path, List<Finding> findings) {
        Stopped.ifAsked();
        if (findings.size() >= MOST_FINDINGS || ++steps > MOST_STEPS || !type(node, rule, path, findings)) {
            return;
        }
        words(node, rule, path, findings);
        switch (node) {
            case ObjectNode object -> object(object, rule, path, findings);
            case ArrayNode array -> array(array, rule, path, findings);
            case TextNode text -> text(text, rule, path, findings);
            case NumberNode number -> number(number, rule, path, findings);
            default -> {}
        }
        for (Rule each : rule.all()) {
            check(node, each, path, findings);
        }
        for (List<Rule> among : rule.alternatives()) {
            alternatives(node, among, path, findings);
        }
    }

    private static boolean type(Node node, Rule rule, String path, List<Finding> findings) {
        String wanted = rule.type();
        boolean fits = wanted.isEmpty()
                || wanted.equals(node.kind())
                || (wanted.equals("integer") && node instanceof NumberNode number && number.isInteger());
        if (!fits) {
            findings.add(Finding.error(
                            "schema:type",
                            "Must be " + rule.wanted() + ", and is of type " + node.kind() + ".",
                            path,
                            node)
                    .withHint(wanted.equals("array") ? "Put [ and ] around it, also where there is only one." : ""));
        }
        return fits;
    }

    private void object(ObjectNode object, Rule rule, String path, List<Finding> findings) {
        for (String name : rule.required()) {
            if (!object.has(name)) {
                findings.add(missing(name, object, rule, path));
            }
        }
        object.members().forEach((name, value) -> {
            Rule property = rule.properties().get(name);
            if (property != null) {
                check(value, property, Pointer.child(path, name), findings);
            } else if (rule.isClosed() && findings.size() < MOST_FINDINGS) {
                findings.add(unknown(name, value, rule, Pointer.child(path, name)));
            }
        });
    }

    private static Finding missing(String name, ObjectNode object, Rule rule, String path) {
        Rule property = rule.properties().get(name);
        String hint = property == null
                ? ""
                : property.description().map(Comparison::firstSentence).orElse("");
        return Finding.error("schema:required", "\"" + name + "\" is missing" + rule.of() + ".", path, object)
                .withHint(hint);
    }

    private static Finding unknown(String name, Node value, Rule rule, String path) {
        List<String> known = List.copyOf(rule.properties().keySet());
        String hint = Suggestion.of(name, known)
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse("There may be " + String.join(", ", known) + ".");
        String message = "\"" + shortened(name) + "\" may not stand here" + rule.of() + ".";
        return Finding.error(SchemaCheck.UNKNOWN_NAME, message, path, value).withHint(hint);
    }

    private void array(ArrayNode array, Rule rule, String path, List<Finding> findings) {
        if (array.items().isEmpty() && rule.isNotEmpty()) {
            findings.add(Finding.error("schema:minItems", "An array may not be empty.", path, array)
                    .withHint("Leave the member out instead."));
        }
        rule.items().ifPresent(each -> {
            for (int i = 0; i < array.items().size(); i++) {
                check(array.items().get(i), each, Pointer.item(path, i), findings);
            }
        });
    }

    private static void words(Node node, Rule rule, String path, List<Finding> findings) {
        String said = node instanceof TextNode text ? text.text() : "a value of type " + node.kind();
        if (rule.words().isEmpty() || (node instanceof TextNode && rule.words().contains(said))) {
            return;
        }
        String hint = Suggestion.of(said, rule.words())
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse("");
        String message = "\"" + shortened(said) + "\" must be one of " + String.join(", ", rule.words()) + ".";
        findings.add(Finding.error("schema:enum", message, path, node).withHint(hint));
    }

    private static void text(TextNode text, Rule rule, String path, List<Finding> findings) {
        if (rule.pattern().isPresent()
                && !rule.pattern().get().matcher(text.text()).find()) {
            findings.add(Finding.error(
                    "schema:pattern", "\"" + shortened(text.text()) + "\" must be " + rule.wanted() + ".", path, text));
        }
    }

    private static void number(NumberNode number, Rule rule, String path, List<Finding> findings) {
        if (rule.minimum().isPresent()
                && number.number().compareTo(rule.minimum().get()) < 0) {
            findings.add(Finding.error(
                    "schema:minimum", "Must be at least " + rule.minimum().get() + ".", path, number));
        }
    }

    /// Of several that would do, the one whose members fit best says what is wrong.
    private void alternatives(Node node, List<Rule> among, String path, List<Finding> findings) {
        List<Finding> best = List.of();
        long least = Long.MAX_VALUE;
        for (Rule alternative : among) {
            List<Finding> these = new ArrayList<>();
            check(node, alternative, path, these);
            if (these.isEmpty()) {
                return;
            }
            long weight =
                    these.stream().filter(finding -> isHere(finding, path)).count() * MOST_FINDINGS * 2L + these.size();
            if (weight < least) {
                least = weight;
                best = these;
            }
        }
        findings.addAll(best);
    }

    private static boolean isHere(Finding finding, String path) {
        return finding.path().equals(path)
                || (finding.rule().equals(SchemaCheck.UNKNOWN_NAME)
                        && finding.path().lastIndexOf('/') == path.length());
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text.lines().findFirst().orElse("") : text.substring(0, end + 1);
        return sentence.length() > 200 ? sentence.substring(0, 200) + "…" : sentence;
    }

    static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
