package dev.postern.oscal.document;

import java.util.Locale;

/// How a document is written.
public enum Format {
    JSON("application/json"),
    YAML("application/yaml"),
    XML("application/xml");

    private final String mimeType;

    Format(String mimeType) {
        this.mimeType = mimeType;
    }

    public String mimeType() {
        return mimeType;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What a text looks like by its first character.
    public static Format of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && c != '\uFEFF') {
                return switch (c) {
                    case '{', '[' -> JSON;
                    case '<' -> XML;
                    default -> YAML;
                };
            }
        }
        return JSON;
    }
}
