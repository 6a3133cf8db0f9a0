package dev.postern.authserver.page;

/// Text that is HTML already, and is put into a page as it is. Whatever else is put into one is escaped.
///
/// @param markup made by a [Template], or empty
public record Html(String markup) {
    public static final Html NOTHING = new Html("");

    /// One after the other.
    public Html and(Html other) {
        return new Html(markup + other.markup);
    }

    /// A text that nobody shall take for markup, in an element or in a quoted attribute.
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
