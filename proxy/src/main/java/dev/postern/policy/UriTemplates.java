package dev.postern.policy;

import dev.postern.config.Glob;

/// Templates of URIs (RFC 6570) as the forms of what they stand for.
final class UriTemplates {
    private UriTemplates() {}

    /// Each expression may become anything.
    static Glob glob(String template) {
        StringBuilder pattern = new StringBuilder();
        boolean within = false;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '{') {
                within = true;
                star(pattern);
            } else if (c == '}' && within) {
                within = false;
            } else if (!within) {
                pattern.append("*?\\".indexOf(c) < 0 ? "" : "\\").append(c);
            }
        }
        return new Glob(pattern.isEmpty() ? "*" : pattern.toString());
    }

    private static void star(StringBuilder pattern) {
        boolean literal = pattern.toString().endsWith("\\*");
        if (literal || pattern.isEmpty() || pattern.charAt(pattern.length() - 1) != '*') {
            pattern.append('*');
        }
    }
}
