package dev.postern.oscal.tree;

/// The value `null`, which is there, unlike an absent member.
public record NullNode(int line, int column) implements Node {}
