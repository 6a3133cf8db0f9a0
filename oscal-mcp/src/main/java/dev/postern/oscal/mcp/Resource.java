package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;

/// Something that can be read whole, by its URI.
///
/// @param size in bytes, or 0 where that would have to be found out
public record Resource(String uri, String name, String title, String description, String mimeType, long size) {

    ObjectNode toNode() {
        ObjectBuilder node = new ObjectBuilder()
                .put("uri", uri)
                .put("name", name)
                .put("title", title)
                .put("description", description)
                .put("mimeType", mimeType);
        return size == 0 ? node.build() : node.put("size", size).build();
    }
}
