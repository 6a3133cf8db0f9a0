package dev.postern.oscal.schema;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// The JSON Schema of all models of one version of OSCAL, as NIST publishes it.
public final class OscalSchema {
    private static final String DEFINITIONS = "#/definitions/";

    private final String version;
    private final ObjectNode definitions;
    private final Map<String, ObjectNode> roots = new HashMap<>();

    private OscalSchema(String version, ObjectNode schema) {
        this.version = version;
        definitions = schema.object("definitions").orElse(ObjectNode.EMPTY);
        for (ObjectNode alternative : schema.objects("oneOf")) {
            ObjectNode properties = alternative.object("properties").orElse(ObjectNode.EMPTY);
            properties.members().forEach((name, property) -> {
                if (Model.of(name).isPresent() && property instanceof ObjectNode root) {
                    roots.put(name, root);
                }
            });
        }
    }

    /// That of OSCAL 1.1.3.
    public static OscalSchema bundled() {
        try (InputStream in =
                OscalSchema.class.getResourceAsStream("/dev/postern/oscal/schema/json/oscal-complete_schema.json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return switch (new JsonReader(Limits.DOCUMENT).read(text)) {
                case Reading.Read(ObjectNode schema, var _) -> new OscalSchema("1.1.3", schema);
                case Reading.Read _, Reading.Unreadable _ ->
                    throw new IllegalStateException("the bundled schema cannot be read");
            };
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Of OSCAL.
    public String version() {
        return version;
    }

    /// What a model's content must be; empty for a model that this version does not have.
    public Optional<ObjectNode> root(Model model) {
        return Optional.ofNullable(roots.get(model.root()));
    }

    /// The whole schema of documents of one model, with the definitions that it needs; empty where there is none.
    public Optional<ObjectNode> of(Model model) {
        return root(model).map(root -> {
            Map<String, Node> needed = new TreeMap<>();
            need(root, needed);
            return new ObjectBuilder()
                    .put("$schema", "http://json-schema.org/draft-07/schema#")
                    .put("type", "object")
                    .put(
                            "properties",
                            new ObjectBuilder()
                                    .put(
                                            "$schema",
                                            new ObjectBuilder()
                                                    .put("type", "string")
                                                    .build())
                                    .put(model.root(), root)
                                    .build())
                    .putTexts("required", List.of(model.root()))
                    .put("additionalProperties", false)
                    .put("definitions", new ObjectNode(needed, 0, 0))
                    .build();
        });
    }

    private void need(Node node, Map<String, Node> needed) {
        switch (node) {
            case ObjectNode object -> {
                String name = refers(object);
                Node definition = definitions.get(name);
                if (definition != null && needed.putIfAbsent(name, definition) == null) {
                    need(definition, needed);
                }
                object.members().values().forEach(value -> need(value, needed));
            }
            case ArrayNode array -> array.items().forEach(item -> need(item, needed));
            default -> {}
        }
    }

    /// A schema, or the one that it only refers to; title and description of the referrer win.
    public ObjectNode resolve(ObjectNode schema) {
        ObjectNode resolved = schema;
        while (resolved.has("$ref")) {
            Optional<ObjectNode> target = definition(resolved);
            if (target.isEmpty()) {
                return ObjectNode.EMPTY;
            }
            resolved = target.get();
        }
        return resolved;
    }

    /// The definition that a schema refers to, which may refer further.
    ObjectNode follow(ObjectNode schema) {
        return definition(schema).orElse(ObjectNode.EMPTY);
    }

    /// The name of the definition that a schema refers to, or empty.
    public String refers(ObjectNode schema) {
        String reference = schema.text("$ref").orElse("");
        return reference.startsWith(DEFINITIONS) ? reference.substring(DEFINITIONS.length()) : "";
    }

    private Optional<ObjectNode> definition(ObjectNode schema) {
        Node target = definitions.get(refers(schema));
        return target instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }
}
