package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;

/// A piece of a result for people and models to read.
public record Content(ObjectNode node) {

    public static Content text(String text) {
        return new Content(
                new ObjectBuilder().put("type", "text").put("text", text).build());
    }

    public static Content resource(ResourceContents resource) {
        return new Content(new ObjectBuilder()
                .put("type", "resource")
                .put("resource", resource.toNode())
                .build());
    }
}
