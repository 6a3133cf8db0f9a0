package dev.postern.oscal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The HTML in OSCAL's XML to the Markdown of its JSON. Each method leaves the reader at the end of the element it was
/// in.
final class Markup {
    private static final Set<String> BLOCKS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "hr", "blockquote", "table", "img");

    private Markup() {}

    static boolean isBlock(String element) {
        return BLOCKS.contains(element);
    }

    /// Text without markup.
    static String plain(XMLStreamReader reader, int depth) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.append(plain(reader, deeper(depth, reader)));
            } else if (isText(event)) {
                text.append(reader.getText());
            }
        }
        return text.toString();
    }

    /// Text with markup inside of it, on one line.
    static String line(XMLStreamReader reader, int depth) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.append(inline(reader, deeper(depth, reader)));
            } else if (isText(event)) {
                text.append(escaped(reader.getText().replaceAll("\\s+", " ")));
            }
        }
        return text.toString();
    }

    /// All blocks of an element.
    static BlockText blocks(XMLStreamReader reader, int depth) throws XMLStreamException {
        BlockText text = new BlockText();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                block(reader, text, deeper(depth, reader));
            } else if (isText(event)) {
                text.add(escaped(reader.getText().strip()));
            }
        }
        return text;
    }

    /// The block that was just entered.
    static void block(XMLStreamReader reader, BlockText text, int depth) throws XMLStreamException {
        String name = reader.getLocalName();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                text.add("#".repeat(name.charAt(1) - '0') + " "
                        + line(reader, depth).strip());
            case "ul", "ol" -> text.add(String.join("\n", list(reader, name.equals("ol"), depth)));
            case "pre" -> text.add("```\n" + plain(reader, depth) + "\n```");
            case "hr" -> {
                plain(reader, depth);
                text.add("---");
            }
            case "blockquote" -> text.add(blocks(reader, depth).toString().replaceAll("(?m)^", "> "));
            case "table" -> text.add(String.join("\n", table(reader, depth)));
            case "p" -> text.add(line(reader, depth).strip());
            default -> text.add(inline(reader, depth));
        }
    }

    private static String inline(XMLStreamReader reader, int depth) throws XMLStreamException {
        return switch (reader.getLocalName()) {
            case "em", "i" -> "*" + line(reader, depth) + "*";
            case "strong", "b" -> "**" + line(reader, depth) + "**";
            case "code" -> "`" + plain(reader, depth) + "`";
            case "q" -> "\"" + line(reader, depth) + "\"";
            case "sub" -> "~" + line(reader, depth) + "~";
            case "sup" -> "^" + line(reader, depth) + "^";
            case "insert" -> {
                String insert = "{{ insert: " + attribute(reader, "type") + ", " + attribute(reader, "id-ref") + " }}";
                plain(reader, depth);
                yield insert;
            }
            case "a" -> {
                String href = attribute(reader, "href");
                yield "[" + line(reader, depth) + "](" + href + ")";
            }
            case "img" -> {
                String image = "![" + attribute(reader, "alt") + "](" + attribute(reader, "src") + ")";
                plain(reader, depth);
                yield image;
            }
            case "br" -> {
                plain(reader, depth);
                yield "\\\n";
            }
            default -> line(reader, depth);
        };
    }

    private static List<String> list(XMLStreamReader reader, boolean numbered, int depth) throws XMLStreamException {
        List<String> lines = new ArrayList<>();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                // As NIST writes lists in its JSON.
                lines.addAll(item(reader, numbered ? "1. " : "* ", deeper(depth, reader)));
            }
        }
        return lines;
    }

    private static List<String> item(XMLStreamReader reader, String mark, int depth) throws XMLStreamException {
        StringBuilder first = new StringBuilder();
        BlockText blocks = new BlockText();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (isText(event)) {
                first.append(escaped(reader.getText().replaceAll("\\s+", " ")));
            } else if (event == XMLStreamConstants.START_ELEMENT && isBlock(reader.getLocalName())) {
                block(reader, blocks, deeper(depth, reader));
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                first.append(inline(reader, deeper(depth, reader)));
            }
        }
        String text = (first.toString().strip() + "\n" + blocks).strip();
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add((lines.isEmpty() ? mark : " ".repeat(mark.length())) + line);
        }
        return lines;
    }

    private static List<String> table(XMLStreamReader reader, int depth) throws XMLStreamException {
        List<String> lines = new ArrayList<>();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                int columns = 0;
                StringBuilder row = new StringBuilder("|");
                for (int cell = reader.next(); cell != XMLStreamConstants.END_ELEMENT; cell = reader.next()) {
                    if (cell == XMLStreamConstants.START_ELEMENT) {
                        row.append(' ')
                                .append(line(reader, deeper(depth, reader)).strip())
                                .append(" |");
                        columns++;
                    }
                }
                lines.add(row.toString());
                if (lines.size() == 1) {
                    lines.add("|" + " --- |".repeat(columns));
                }
            }
        }
        return lines;
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static String escaped(String text) {
        return text.replaceAll("([*`\\\\])", "\\\\$1");
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private static int deeper(int depth, XMLStreamReader reader) throws XMLStreamException {
        if (depth <= 0) {
            throw new XMLStreamException("elements are nested too deeply", reader.getLocation());
        }
        return depth - 1;
    }
}
