package dev.postern.login;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON of any shape as text that is taken apart one level at a time: what a tool answers is passed on, not understood.
final class JsonText {
    private static final int MAX_DEPTH = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonText() {}

    /// The members of the object this text is, each as its JSON text; empty where it is anything else.
    static Optional<Map<String, String>> members(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, String> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, copy(parser, false));
            }
            return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The elements of the array this text is, each as its JSON text; none where it is anything else.
    static List<String> elements(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            List<String> elements = new ArrayList<>();
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(copy(parser, false));
                }
            }
            return elements;
        } catch (IOException _) {
            return List.of();
        }
    }

    /// The string this JSON text is, empty where it is anything else.
    static Optional<String> string(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return parser.nextToken() == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// An object of members that are JSON texts already.
    static String object(Map<String, String> members) {
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                .append(of(name))
                .append(':')
                .append(value));
        return text.append('}').toString();
    }

    /// Texts, numbers, switches, and lists and maps of them, as JSON.
    static String of(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Boolean flag -> json.writeBoolean(flag);
            case Number number -> json.writeNumber(number.longValue());
            case List<?> elements -> {
                json.writeStartArray();
                for (Object element : elements) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Map<?, ?> members -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    json.writeFieldName(member.getKey().toString());
                    write(json, member.getValue());
                }
                json.writeEndObject();
            }
            default -> json.writeString(value.toString());
        }
    }

    /// The same JSON on several lines, with nothing in it that a terminal would obey.
    static String indented(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return harmless(copy(parser, true));
        } catch (IOException e) {
            throw new UncheckedIOException("read before, and yet not JSON", e);
        }
    }

    /// JSON leaves the control characters from DEL on as they are; inside strings, where alone they can stand, an
    /// escape
    /// means the same.
    private static String harmless(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean obeyed = (c >= 0x7f && c <= 0x9f) || Character.getType(c) == Character.FORMAT;
            text.append(obeyed ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        return text.toString();
    }

    private static String copy(JsonParser parser, boolean indented) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            if (indented) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                json.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            }
            json.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }
}
