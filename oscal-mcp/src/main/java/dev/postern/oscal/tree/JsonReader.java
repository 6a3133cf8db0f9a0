package dev.postern.oscal.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON text to a tree. Of two members with one name the first is kept and the second is a finding.
public final class JsonReader {
    private static final int MAX_NUMBER = 400;

    private final Limits limits;
    private final JsonFactory factory;

    public JsonReader(Limits limits) {
        this.limits = limits;
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxNumberLength(MAX_NUMBER)
                        .maxStringLength(limits.characters())
                        .maxNameLength(limits.name())
                        .build())
                // Names of strangers' members are not worth keeping for ever.
                .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                .build();
    }

    /// Reads one value that is all of the text.
    public Reading read(String text) {
        if (text.length() > limits.characters()) {
            return tooLarge("The text has more than " + limits.characters() + " characters.", 0, 0);
        }
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = factory.createParser(json)) {
            if (parser.nextToken() == null) {
                return new Reading.Unreadable(Finding.error("json-syntax", "The text is empty.", "", 1, 1));
            }
            Run run = new Run(parser);
            Node root = run.value();
            if (parser.nextToken() != null) {
                return unreadable("There is more text behind the end of the value.", parser.currentTokenLocation());
            }
            return new Reading.Read(root, run.findings);
        } catch (TooMany tooMany) {
            return tooLarge("The text has more than " + limits.nodes() + " values.", 0, 0);
        } catch (StreamConstraintsException constraint) {
            return tooLarge(
                    "A value or a name is too long, or values are nested deeper than " + limits.depth() + ".", 0, 0);
        } catch (JsonProcessingException broken) {
            return unreadable(broken.getOriginalMessage(), broken.getLocation());
        } catch (IOException impossible) {
            return tooLarge("The text could not be read.", 0, 0);
        }
    }

    private static Reading unreadable(String message, JsonLocation at) {
        // Jackson appends where it was; the finding has a line and a column of its own.
        String first = message.lines().findFirst().orElse(message);
        return new Reading.Unreadable(
                Finding.error("json-syntax", "Not JSON: " + first, "", at.getLineNr(), at.getColumnNr()));
    }

    private static Reading tooLarge(String message, int line, int column) {
        return new Reading.Unreadable(Finding.error("limit", message, "", line, column));
    }

    /// One reading under way.
    private final class Run {
        private final JsonParser parser;
        private final Findings findings = new Findings();
        private final Map<String, String> names = new HashMap<>();
        private int nodes;

        Run(JsonParser parser) {
            this.parser = parser;
        }

        Node value() throws IOException, TooMany {
            Stopped.ifAsked();
            if (++nodes > limits.nodes()) {
                throw new TooMany();
            }
            JsonLocation at = parser.currentTokenLocation();
            int line = at.getLineNr();
            int column = at.getColumnNr();
            JsonToken token = parser.currentToken();
            return switch (token) {
                case START_OBJECT -> object(line, column);
                case START_ARRAY -> array(line, column);
                case VALUE_STRING -> new TextNode(parser.getText(), line, column);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(line, column);
                case VALUE_TRUE -> new BooleanNode(true, line, column);
                case VALUE_FALSE -> new BooleanNode(false, line, column);
                default -> new NullNode(line, column);
            };
        }

        private ObjectNode object(int line, int column) throws IOException, TooMany {
            Map<String, Node> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String written = parser.currentName();
                String name = names.computeIfAbsent(written, _ -> written);
                JsonLocation at = parser.currentTokenLocation();
                parser.nextToken();
                // Only a finding asks for the path, and only here does the parser still stand at the name.
                String path = members.containsKey(name) ? path() : "";
                Node value = value();
                if (members.putIfAbsent(name, value) != null) {
                    findings.add(Finding.error(
                                    "duplicate-key",
                                    "The member \"" + name + "\" is there twice in one object.",
                                    path,
                                    at.getLineNr(),
                                    at.getColumnNr())
                            .withHint("Readers differ in which of the two they take: remove one."));
                }
            }
            return new ObjectNode(members, line, column);
        }

        private NumberNode number(int line, int column) throws IOException {
            BigDecimal number = parser.getDecimalValue();
            // 1e999999999 is short here, and has a billion digits where somebody writes it out.
            if (Math.abs((long) number.scale()) > MAX_NUMBER) {
                throw new StreamConstraintsException("a number is too long");
            }
            return new NumberNode(number, line, column);
        }

        private String path() {
            return findings.isFull()
                    ? ""
                    : parser.getParsingContext().pathAsPointer().toString();
        }

        private ArrayNode array(int line, int column) throws IOException, TooMany {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value());
            }
            return new ArrayNode(items, line, column);
        }
    }

    private static final class TooMany extends Exception {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super(null, null, false, false);
        }
    }
}
