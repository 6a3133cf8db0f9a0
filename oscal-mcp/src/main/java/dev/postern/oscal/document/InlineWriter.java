package dev.postern.oscal.document;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of OSCAL's Markdown to the HTML of its XML. Marks that nothing closes are text. Each mark is looked for at
/// most once in vain, so the time grows with the length only.
final class InlineWriter {
    private static final Pattern INSERT = Pattern.compile("\\{\\{\\s*insert:\\s*([a-z-]+),\\s*([^\\s}]+)\\s*}}");
    private static final int MAX_DEPTH = 20;

    private final XmlText xml;
    private final String text;
    private final int depth;
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();
    private final Set<String> unclosed = new HashSet<>();
    private final Matcher insert;

    private InlineWriter(String text, XmlText xml, int depth) {
        this.text = text;
        this.xml = xml;
        this.depth = depth;
        insert = INSERT.matcher(text);
    }

    static String html(String text, XmlText xml) {
        return html(text, xml, 0);
    }

    private static String html(String text, XmlText xml, int depth) {
        return depth > MAX_DEPTH ? xml.escaped(text) : new InlineWriter(text, xml, depth).html();
    }

    private String html() {
        int at = 0;
        while (at < text.length()) {
            int after = mark(at);
            if (after > at) {
                at = after;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        flush();
        return html.toString();
    }

    /// Writes the mark that begins here.
    ///
    /// @return where it ends; where it began, if it is none
    private int mark(int at) {
        return switch (text.charAt(at)) {
            case '\\' -> escape(at);
            case '`' -> code(at);
            case '*' -> text.startsWith("**", at) ? enclosed(at, "**", "strong") : enclosed(at, "*", "em");
            case '~' -> tight(at, '~', "sub");
            case '^' -> tight(at, '^', "sup");
            case '[' -> link(at);
            case '!' -> text.startsWith("![", at) ? image(at) : at;
            case '{' -> insert(at);
            default -> at;
        };
    }

    private int escape(int at) {
        if (at + 1 >= text.length()) {
            return at;
        }
        char next = text.charAt(at + 1);
        if (next == '\n') {
            put("<br/>");
            return at + 2;
        }
        boolean isMark = next > ' ' && next < 0x7f && !Character.isLetterOrDigit(next);
        if (isMark) {
            plain.append(next);
        }
        return isMark ? at + 2 : at;
    }

    private int code(int at) {
        int end = text.indexOf('`', at + 1);
        if (end <= at + 1) {
            return at;
        }
        put("<code>" + xml.escaped(text.substring(at + 1, end)) + "</code>");
        return end + 1;
    }

    private int enclosed(int at, String mark, String element) {
        int start = at + mark.length();
        if (start >= text.length() || Character.isWhitespace(text.charAt(start)) || unclosed.contains(mark)) {
            return skip(at, mark);
        }
        for (int end = text.indexOf(mark, start + 1); end >= 0; end = text.indexOf(mark, end + 1)) {
            boolean single = mark.length() > 1 || !isDouble(end);
            if (single && !Character.isWhitespace(text.charAt(end - 1)) && text.charAt(end - 1) != '\\') {
                put("<" + element + ">" + html(text.substring(start, end), xml, depth + 1) + "</" + element + ">");
                return end + mark.length();
            }
        }
        unclosed.add(mark);
        return skip(at, mark);
    }

    private boolean isDouble(int at) {
        return text.startsWith("**", at) || text.charAt(at - 1) == '*';
    }

    private int skip(int at, String mark) {
        plain.append(mark);
        return at + mark.length();
    }

    /// What has no blanks in it.
    private int tight(int at, char mark, String element) {
        for (int end = at + 1; end < text.length(); end++) {
            char c = text.charAt(end);
            if (Character.isWhitespace(c) || (c == mark && end == at + 1)) {
                return at;
            }
            if (c == mark) {
                put("<" + element + ">" + html(text.substring(at + 1, end), xml, depth + 1) + "</" + element + ">");
                return end + 1;
            }
        }
        return at;
    }

    private int link(int at) {
        int middle = middle(at + 1);
        int end = middle < 0 ? -1 : target(middle + 2);
        if (end < 0) {
            return at;
        }
        String href = xml.escaped(text.substring(middle + 2, end));
        put("<a href=\"" + href + "\">" + html(text.substring(at + 1, middle), xml, depth + 1) + "</a>");
        return end + 1;
    }

    private int image(int at) {
        int middle = middle(at + 2);
        int end = middle < 0 ? -1 : target(middle + 2);
        if (end < 0) {
            return at;
        }
        String alt = xml.escaped(text.substring(at + 2, middle));
        put("<img alt=\"" + alt + "\" src=\"" + xml.escaped(text.substring(middle + 2, end)) + "\"/>");
        return end + 1;
    }

    /// Where the text of a link ends: before the next bracket, which must close and be followed by an address.
    private int middle(int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                return -1;
            } else if (c == ']') {
                return text.startsWith("](", i) ? i : -1;
            }
        }
        return -1;
    }

    private int target(int from) {
        int parentheses = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || c == '[') {
                return -1;
            }
            parentheses += c == '(' ? 1 : 0;
            if (c == ')' && parentheses-- == 0) {
                return i;
            }
        }
        return -1;
    }

    private int insert(int at) {
        insert.region(at, text.length());
        if (!text.startsWith("{{", at) || !insert.lookingAt()) {
            return at;
        }
        put("<insert type=\"" + insert.group(1) + "\" id-ref=\"" + xml.escaped(insert.group(2)) + "\"/>");
        return insert.end();
    }

    private void put(String markup) {
        flush();
        html.append(markup);
    }

    private void flush() {
        html.append(xml.escaped(plain.toString().replaceAll("\\s+", " ")));
        plain.setLength(0);
    }
}
