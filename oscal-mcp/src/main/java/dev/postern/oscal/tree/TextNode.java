package dev.postern.oscal.tree;

/// A string.
public record TextNode(String text, int line, int column) implements Node {

    /// Made, not read.
    public static TextNode of(String text) {
        return new TextNode(text, 0, 0);
    }
}
