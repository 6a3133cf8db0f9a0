package dev.postern.oscal.tree;

import java.util.List;

/// What came of reading a text.
public sealed interface Reading {

    /// A tree, and what was wrong with the text without hindering that.
    record Read(Node root, List<Finding> findings) implements Reading {
        public Read {
            findings = List.copyOf(findings);
        }
    }

    /// No tree.
    record Unreadable(Finding finding) implements Reading {}
}
