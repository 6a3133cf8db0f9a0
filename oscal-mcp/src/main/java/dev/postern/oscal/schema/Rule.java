package dev.postern.oscal.schema;

import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One schema, ready to be compared with: the keywords that OSCAL's schemas have, references followed.
final class Rule {
    private final String definition;
    private final ObjectNode schema;
    private final String type;
    private final boolean closed;
    private final boolean notEmpty;
    private final List<String> words;
    private final List<String> required;
    private final @Nullable Pattern pattern;
    private final @Nullable BigDecimal minimum;
    private final Map<String, Rule> properties = new LinkedHashMap<>();
    private final List<Rule> all = new ArrayList<>();
    private final List<List<Rule>> alternatives = new ArrayList<>();
    private @Nullable Rule items;

    private Rule(String definition, ObjectNode schema) {
        this.definition = definition;
        this.schema = schema;
        type = schema.text("type").orElse("");
        closed = schema.get("additionalProperties") instanceof BooleanNode more && !more.value();
        notEmpty = schema.has("minItems");
        words = texts(schema, "enum");
        required = texts(schema, "required");
        pattern = schema.text("pattern").map(Datatype::compile).orElse(null);
        minimum = schema.get("minimum") instanceof NumberNode least ? least.number() : null;
    }

    /// Makes rules of schemas; one for each definition, however often it is referred to and by whom.
    static final class Book {
        private final OscalSchema schema;
        private final Map<String, Rule> definitions = new HashMap<>();

        Book(OscalSchema schema) {
            this.schema = schema;
        }

        Rule of(ObjectNode node) {
            String definition = schema.refers(node);
            Rule known = definitions.get(definition);
            if (known != null) {
                return known;
            }
            Rule rule = new Rule(definition, schema.resolve(node));
            if (!definition.isEmpty()) {
                // Before what is in it, which may refer back.
                definitions.put(definition, rule);
            }
            fill(rule);
            return rule;
        }

        private void fill(Rule rule) {
            ObjectNode node = rule.schema;
            node.object("properties").orElse(ObjectNode.EMPTY).members().forEach((name, property) -> {
                if (property instanceof ObjectNode object) {
                    rule.properties.put(name, of(object));
                }
            });
            node.object("items").ifPresent(each -> rule.items = of(each));
            node.objects("allOf").forEach(each -> rule.all.add(of(each)));
            for (String keyword : List.of("anyOf", "oneOf")) {
                List<Rule> among = node.objects(keyword).stream().map(this::of).toList();
                if (!among.isEmpty()) {
                    rule.alternatives.add(among);
                }
            }
        }
    }

    private static List<String> texts(ObjectNode schema, String keyword) {
        return schema.items(keyword).stream()
                .filter(TextNode.class::isInstance)
                .map(item -> ((TextNode) item).text())
                .toList();
    }

    /// As a person would say what a value must be.
    String wanted() {
        return definition.endsWith("Datatype") ? Datatype.rule(definition) : "of type " + type;
    }

    /// Where it is, for the end of a sentence.
    String of() {
        return schema.text("title").map(title -> " in " + title).orElse("");
    }

    Optional<String> description() {
        return schema.text("description");
    }

    String type() {
        return type;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isNotEmpty() {
        return notEmpty;
    }

    List<String> words() {
        return words;
    }

    List<String> required() {
        return required;
    }

    Optional<Pattern> pattern() {
        return Optional.ofNullable(pattern);
    }

    Optional<BigDecimal> minimum() {
        return Optional.ofNullable(minimum);
    }

    Map<String, Rule> properties() {
        return properties;
    }

    Optional<Rule> items() {
        return Optional.ofNullable(items);
    }

    List<Rule> all() {
        return all;
    }

    List<List<Rule>> alternatives() {
        return alternatives;
    }
}
