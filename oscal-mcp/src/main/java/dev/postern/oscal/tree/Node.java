package dev.postern.oscal.tree;

/// A value as it stands in a document, and where: line and column from 1, or 0 where it was made and not read.
public sealed interface Node permits ObjectNode, ArrayNode, TextNode, NumberNode, BooleanNode, NullNode {

    int line();

    int column();

    /// What a person calls this kind of value.
    default String kind() {
        return switch (this) {
            case ObjectNode _ -> "object";
            case ArrayNode _ -> "array";
            case TextNode _ -> "string";
            case NumberNode _ -> "number";
            case BooleanNode _ -> "boolean";
            case NullNode _ -> "null";
        };
    }
}
