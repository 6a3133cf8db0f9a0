package dev.postern.oscal.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// A tree to JSON text.
public final class JsonWriter {
    private final JsonFactory factory = new JsonFactory();

    /// On one line.
    public String compact(Node node) {
        return write(node, false, Integer.MAX_VALUE);
    }

    /// The same, up to a length.
    public String compact(Node node, int most) {
        return write(node, false, most);
    }

    /// Indented by two blanks, lines ending with a line feed on every system.
    public String pretty(Node node) {
        return pretty(node, Limits.DOCUMENT.characters());
    }

    /// The same, up to a length.
    public String pretty(Node node, int most) {
        return write(node, true, most);
    }

    private String write(Node node, boolean pretty, int most) {
        BoundedText text = new BoundedText(most);
        try (JsonGenerator generator = factory.createGenerator(text)) {
            if (pretty) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                generator.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            }
            write(node, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(Node node, JsonGenerator generator) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                generator.writeStartObject();
                for (Map.Entry<String, Node> member : object.members().entrySet()) {
                    generator.writeFieldName(member.getKey());
                    write(member.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case ArrayNode array -> {
                generator.writeStartArray();
                for (Node item : array.items()) {
                    write(item, generator);
                }
                generator.writeEndArray();
            }
            case TextNode text -> generator.writeString(text.text());
            case NumberNode number -> generator.writeNumber(number.number());
            case BooleanNode value -> generator.writeBoolean(value.value());
            case NullNode _ -> generator.writeNull();
        }
    }
}
