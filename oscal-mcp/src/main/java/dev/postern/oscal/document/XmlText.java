package dev.postern.oscal.document;

import dev.postern.oscal.tree.BoundedText;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Stopped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// XML as it is written: elements on lines of their own, except in running text.
final class XmlText {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    private final Deque<String> open = new ArrayDeque<>();
    private int opened;
    private int unwritable;

    /// On a line of its own, with elements in it.
    XmlText open(String name, Map<String, String> attributes) {
        line();
        text.append('<').append(name);
        attributes.forEach(this::attribute);
        text.append('>');
        open.push(name);
        opened = text.length();
        return this;
    }

    /// On a line of its own, with running text and then elements in it.
    XmlText openRunning(String name, String markup) {
        open(name, Map.of());
        text.append(markup);
        return this;
    }

    XmlText close() {
        String name = open.pop();
        if (text.length() == opened) {
            text.setCharAt(text.length() - 1, '/');
            text.append('>');
        } else {
            line();
            text.append("</").append(name).append('>');
        }
        return this;
    }

    /// On a line of its own, with running text in it.
    XmlText running(String name, Map<String, String> attributes, String markup) {
        line();
        text.append('<').append(name);
        attributes.forEach(this::attribute);
        if (markup.isEmpty()) {
            text.append("/>");
        } else {
            text.append('>').append(markup).append("</").append(name).append('>');
        }
        return this;
    }

    private void line() {
        Stopped.ifAsked();
        if (text.length() > Limits.DOCUMENT.characters()) {
            throw new BoundedText.TooLong(Limits.DOCUMENT.characters());
        }
        text.append('\n').append("  ".repeat(open.size()));
    }

    private void attribute(String name, String value) {
        text.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    }

    /// As text or in an attribute. What XML cannot have is left out.
    String escaped(String plain) {
        StringBuilder escaped = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i += Character.charCount(plain.codePointAt(i))) {
            int c = plain.codePointAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t' -> escaped.append("&#9;");
                case '\r' -> escaped.append("&#13;");
                default -> {
                    if (isWritable(c)) {
                        escaped.appendCodePoint(c);
                    } else {
                        unwritable++;
                    }
                }
            }
        }
        return escaped.toString();
    }

    private static boolean isWritable(int c) {
        return c == '\n' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }

    /// How many characters were left out.
    int unwritable() {
        return unwritable;
    }

    @Override
    public String toString() {
        return text + "\n";
    }
}
