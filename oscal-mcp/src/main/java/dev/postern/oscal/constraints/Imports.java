package dev.postern.oscal.constraints;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.util.List;

/// Takes out where a document's imports are. The constraints would follow them, and end altogether where they cannot.
final class Imports {
    private static final TextNode NOWHERE = TextNode.of("urn:postern:not-followed");
    private static final List<String> SINGLE = List.of("import-profile", "import-ssp", "import-ap");
    private static final List<String> SEVERAL = List.of("imports", "import-component-definitions");

    private Imports() {}

    static ObjectNode cut(OscalDocument document) {
        ObjectNode content = document.content();
        for (String name : SINGLE) {
            if (content.get(name) instanceof ObjectNode single) {
                content = content.with(name, cut(single));
            }
        }
        for (String name : SEVERAL) {
            if (content.get(name) instanceof ArrayNode several) {
                content = content.with(
                        name,
                        ArrayNode.of(several.items().stream().map(Imports::cut).toList()));
            }
        }
        return content;
    }

    private static Node cut(Node imported) {
        return imported instanceof ObjectNode object && object.has("href") ? object.with("href", NOWHERE) : imported;
    }
}
