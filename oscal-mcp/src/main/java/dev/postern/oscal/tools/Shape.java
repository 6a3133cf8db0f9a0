package dev.postern.oscal.tools;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The JSON Schema of a result, member by member. Members beyond it may come later.
final class Shape {
    private final ObjectBuilder properties = new ObjectBuilder();
    private final List<String> required = new ArrayList<>();

    Shape text(String name, String description) {
        return add(name, "string", description);
    }

    Shape whole(String name, String description) {
        return add(name, "integer", description);
    }

    Shape flag(String name, String description) {
        return add(name, "boolean", description);
    }

    Shape list(String name, String description) {
        return add(name, "array", description);
    }

    Shape object(String name, String description) {
        return add(name, "object", description);
    }

    /// What was added last may be left out.
    Shape maybe() {
        required.removeLast();
        return this;
    }

    private Shape add(String name, String type, String description) {
        properties.put(
                name,
                new ObjectBuilder()
                        .put("type", type)
                        .put("description", description)
                        .build());
        required.add(name);
        return this;
    }

    Optional<ObjectNode> schema() {
        return Optional.of(new ObjectBuilder()
                .put("type", "object")
                .put("properties", properties.build())
                .putTexts("required", required)
                .build());
    }
}
