package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.Optional;

/// An argument that a tool takes.
public record Parameter(String name, String description, Kind kind, boolean required) {

    public static Parameter required(String name, String description, Kind kind) {
        return new Parameter(name, description, kind, true);
    }

    public static Parameter optional(String name, String description, Kind kind) {
        return new Parameter(name, description, kind, false);
    }

    ObjectNode schema() {
        return new ObjectBuilder()
                .putAll(kind.schema())
                .put("description", description)
                .build();
    }

    /// What is wrong with a value for it.
    Optional<String> fault(Node value) {
        return kind.fault(value).map(fault -> "Argument " + name + " " + fault);
    }
}
