package dev.postern.oscal.tree;

/// Something about a document that its reader should know.
///
/// @param rule a stable name for machines
/// @param path where, as a JSON pointer from the document's root; empty for the whole
/// @param line from 1, or 0 where unknown
/// @param hint what to do about it; may be empty
public record Finding(Severity severity, String rule, String message, String path, int line, int column, String hint) {

    private static final int MOST_OF_A_TEXT = 600;
    private static final int MOST_OF_A_PATH = 2_000;

    public Finding {
        // Names and values of strangers stand in them, of any length.
        message = shortened(message, MOST_OF_A_TEXT);
        hint = shortened(hint, MOST_OF_A_TEXT);
        path = shortened(path, MOST_OF_A_PATH);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    public static Finding error(String rule, String message, String path, Node at) {
        return new Finding(Severity.ERROR, rule, message, path, at.line(), at.column(), "");
    }

    public static Finding error(String rule, String message, String path, int line, int column) {
        return new Finding(Severity.ERROR, rule, message, path, line, column, "");
    }

    public static Finding warning(String rule, String message, String path, Node at) {
        return new Finding(Severity.WARNING, rule, message, path, at.line(), at.column(), "");
    }

    public Finding withHint(String advice) {
        return new Finding(severity, rule, message, path, line, column, advice);
    }

    /// The same, weighed otherwise.
    public Finding as(Severity other) {
        return new Finding(other, rule, message, path, line, column, hint);
    }

    /// As it stands in answers.
    public ObjectNode toNode() {
        ObjectBuilder node = new ObjectBuilder()
                .put("severity", severity.word())
                .put("rule", rule)
                .put("message", message)
                .put("path", path);
        if (line > 0) {
            node.put("line", line).put("column", column);
        }
        if (!hint.isEmpty()) {
            node.put("hint", hint);
        }
        return node.build();
    }
}
