package dev.postern.oscal.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How each type of OSCAL's is written in XML and in JSON: `xml-1.1.3.txt` beside this class.
final class XmlTable {
    private final Map<String, String> roots = new HashMap<>();
    private final Map<String, Type> types = new HashMap<>();

    /// A type with attributes and elements, and for some with text.
    ///
    /// @param prose the member that holds blocks of text which have no element around them
    /// @param value the member that holds the element's own text, and its kind
    record Type(
            Map<String, Kind> attributes,
            List<Element> elements,
            Optional<String> prose,
            Optional<Map.Entry<String, Kind>> value) {

        Optional<Element> element(String name) {
            return elements.stream()
                    .filter(element -> element.wrapper().orElse(element.name()).equals(name))
                    .findFirst();
        }
    }

    /// An element in a type.
    ///
    /// @param member what it is called in JSON
    /// @param wrapper the element around all of its kind, where there is one
    record Element(String name, String member, boolean several, Optional<String> wrapper, Kind kind) {}

    /// What an attribute or element holds.
    sealed interface Kind {

        /// Text, an integer or a boolean.
        record Simple(String word) implements Kind {}

        /// A line with markup in it.
        record Line() implements Kind {}

        /// Blocks with markup in them.
        record Blocks() implements Kind {}

        /// More attributes and elements.
        record Structure(String type) implements Kind {}
    }

    private XmlTable() {}

    static XmlTable bundled() {
        try (InputStream in = XmlTable.class.getResourceAsStream("xml-1.1.3.txt")) {
            return read(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Optional<Type> root(String element) {
        return Optional.ofNullable(roots.get(element)).map(this::type);
    }

    Type type(String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    private static XmlTable read(String text) {
        XmlTable table = new XmlTable();
        Rows rows = new Rows("");
        for (String line : text.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "r" -> table.roots.put(words[1], words[2]);
                case "t" -> rows = new Rows(words[1]);
                case "a" -> rows.attributes.put(words[1], kind(words[2]));
                case "e" -> rows.elements.add(element(words));
                case "p" -> rows.prose = Optional.of(words[1]);
                case "v" -> rows.value = Optional.of(Map.entry(words[1], kind(words[2])));
                default -> {}
            }
            table.types.put(rows.name, rows.type());
        }
        return table;
    }

    private static Element element(String[] words) {
        Optional<String> wrapper = words[4].equals("-") ? Optional.empty() : Optional.of(words[4]);
        return new Element(words[1], words[2], words[3].equals("*"), wrapper, kind(words[5]));
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "text", "int", "bool" -> new Kind.Simple(word);
            case "line" -> new Kind.Line();
            case "multi" -> new Kind.Blocks();
            default -> new Kind.Structure(word);
        };
    }

    /// The rows of one type, as far as they are read.
    private static final class Rows {
        private final String name;
        private final Map<String, Kind> attributes = new LinkedHashMap<>();
        private final List<Element> elements = new ArrayList<>();
        private Optional<String> prose = Optional.empty();
        private Optional<Map.Entry<String, Kind>> value = Optional.empty();

        Rows(String name) {
            this.name = name;
        }

        Type type() {
            return new Type(attributes, elements, prose, value);
        }
    }
}
