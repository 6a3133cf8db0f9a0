package dev.postern.oscal.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Values in their order.
public record ArrayNode(List<Node> items, int line, int column) implements Node {
    public ArrayNode {
        items = Collections.unmodifiableList(items);
    }

    /// Made, not read.
    public static ArrayNode of(List<? extends Node> items) {
        return new ArrayNode(List.copyOf(items), 0, 0);
    }

    /// Made of texts.
    public static ArrayNode ofTexts(Iterable<String> texts) {
        List<Node> items = new ArrayList<>();
        texts.forEach(text -> items.add(TextNode.of(text)));
        return new ArrayNode(items, 0, 0);
    }
}
