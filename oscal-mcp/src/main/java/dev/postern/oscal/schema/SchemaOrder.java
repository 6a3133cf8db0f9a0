package dev.postern.oscal.schema;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Members in the order in which the schema lists them, so that one content is one text; those that it does not know
/// come last, as they were.
public final class SchemaOrder {
    private final OscalSchema schema;

    public SchemaOrder(OscalSchema schema) {
        this.schema = schema;
    }

    /// The same content in order.
    ///
    /// @param whole a document: one member, named as the model's root
    public ObjectNode of(Model model, ObjectNode whole) {
        Map<String, Node> members = new LinkedHashMap<>();
        whole.members()
                .forEach((name, value) -> members.put(
                        name,
                        name.equals(model.root())
                                ? ordered(value, schema.root(model).orElse(ObjectNode.EMPTY))
                                : value));
        return new ObjectNode(members, whole.line(), whole.column());
    }

    private Node ordered(Node value, ObjectNode reference) {
        ObjectNode rule = schema.resolve(reference);
        return switch (value) {
            case ObjectNode object -> object(object, properties(rule));
            case ArrayNode array -> {
                ObjectNode each = rule.object("items").orElse(ObjectNode.EMPTY);
                List<Node> items = new ArrayList<>();
                array.items().forEach(item -> items.add(ordered(item, each)));
                yield new ArrayNode(items, array.line(), array.column());
            }
            default -> value;
        };
    }

    private ObjectNode object(ObjectNode object, Map<String, ObjectNode> properties) {
        Map<String, Node> members = new LinkedHashMap<>();
        properties.forEach((name, rule) -> {
            @Nullable Node value = object.get(name);
            if (value != null) {
                members.put(name, ordered(value, rule));
            }
        });
        object.members().forEach(members::putIfAbsent);
        return new ObjectNode(members, object.line(), object.column());
    }

    /// Those of alternatives too.
    private Map<String, ObjectNode> properties(ObjectNode rule) {
        Map<String, ObjectNode> properties = new LinkedHashMap<>();
        rule.object("properties").orElse(ObjectNode.EMPTY).members().forEach((name, property) -> {
            if (property instanceof ObjectNode object) {
                properties.put(name, object);
            }
        });
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            rule.objects(keyword)
                    .forEach(each -> properties(schema.resolve(each)).forEach(properties::putIfAbsent));
        }
        return properties;
    }
}
