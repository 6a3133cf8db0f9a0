package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;

/// A family of resources, by a URI template (RFC 6570).
public record ResourceTemplate(String uriTemplate, String name, String title, String description, String mimeType) {

    ObjectNode toNode() {
        return new ObjectBuilder()
                .put("uriTemplate", uriTemplate)
                .put("name", name)
                .put("title", title)
                .put("description", description)
                .put("mimeType", mimeType)
                .build();
    }
}
