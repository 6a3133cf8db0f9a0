package dev.postern.oscal.tree;

/// True or false.
public record BooleanNode(boolean value, int line, int column) implements Node {

    /// Made, not read.
    public static BooleanNode of(boolean value) {
        return new BooleanNode(value, 0, 0);
    }
}
