package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.Base64;
import java.util.Optional;

/// What a resource says.
public sealed interface ResourceContents {

    ObjectNode toNode();

    /// In characters.
    record Text(String uri, String mimeType, String text) implements ResourceContents {
        @Override
        public ObjectNode toNode() {
            return new ObjectBuilder()
                    .put("uri", uri)
                    .put("mimeType", mimeType)
                    .put("text", text)
                    .build();
        }
    }

    /// A piece of what is longer than an answer may be, in characters.
    ///
    /// @param next the URI of what follows; empty behind the last piece
    record Piece(String uri, String mimeType, String text, Optional<String> next) implements ResourceContents {
        @Override
        public ObjectNode toNode() {
            ObjectBuilder piece = new ObjectBuilder()
                    .put("uri", uri)
                    .put("mimeType", mimeType)
                    .put("text", text);
            next.ifPresent(more ->
                    piece.put("_meta", new ObjectBuilder().put("next", more).build()));
            return piece.build();
        }
    }

    /// In bytes, here already in Base64.
    record Blob(String uri, String mimeType, String base64) implements ResourceContents {
        public static Blob of(String uri, String mimeType, byte[] bytes) {
            return new Blob(uri, mimeType, Base64.getEncoder().encodeToString(bytes));
        }

        @Override
        public ObjectNode toNode() {
            return new ObjectBuilder()
                    .put("uri", uri)
                    .put("mimeType", mimeType)
                    .put("blob", base64)
                    .build();
        }
    }
}
