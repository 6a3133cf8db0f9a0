package dev.postern.oscal.tree;

import java.util.Locale;

/// How much a finding weighs: only errors make a document invalid.
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    /// As it is written in answers.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
