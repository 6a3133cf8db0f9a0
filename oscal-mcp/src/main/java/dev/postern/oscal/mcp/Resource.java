package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;

/// Something that can be read whole, by its URI.
public record Resource(String uri, String name, String title, String description, String mimeType, long size) {

    ObjectNode toNode() {
        return new ObjectBuilder()
                .put("uri", uri)
                .put("name", name)
                .put("title", title)
                .put("description", description)
                .put("mimeType", mimeType)
                .put("size", size)
                .build();
    }
}
