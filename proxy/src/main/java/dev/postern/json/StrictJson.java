package dev.postern.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads JSON and nothing doubtful: no duplicate member, no bytes that are not UTF-8, no text after the end, no depth
/// or
/// number beyond its bounds (RFC 8725 §3.7, RFC 7493).
public final class StrictJson {
    /// What a token or key set can need.
    private static final StrictJson SMALL = new StrictJson(16, 32, 100_000);

    private final JsonFactory factory;
    private final int maxNumber;
    private final int maxValues;

    /// @param maxDepth how deep objects and arrays may lie in each other
    /// @param maxNumber how many characters a number may have, and how far its exponent may go
    /// @param maxValues how many values there may be
    public StrictJson(int maxDepth, int maxNumber, int maxValues) {
        this.maxNumber = maxNumber;
        this.maxValues = maxValues;
        factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(maxNumber)
                        .build())
                .build();
    }

    /// The object these bytes are, empty where they are anything else.
    public static Optional<JsonObject> read(byte[] utf8) {
        return object(SMALL.value(utf8));
    }

    /// The object this text is, empty where it is anything else.
    public static Optional<JsonObject> read(String text) {
        return object(SMALL.value(text));
    }

    private static Optional<JsonObject> object(Optional<Object> value) {
        return value.orElse(null) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /// The value these bytes are, as [JsonObject] has them; empty where they are none.
    public Optional<Object> value(byte[] utf8) {
        try {
            return value(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// The value this text is, as [JsonObject] has them; empty where it is none.
    public Optional<Object> value(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            Object value = new Reading(parser).value();
            return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// One text on its way through.
    private final class Reading {
        private final JsonParser parser;
        private int values;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        Object value() throws IOException {
            values++;
            if (values > maxValues) {
                throw new IOException("too many values");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> wellFormed(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> JsonObject.Null.NULL;
                case null, default -> throw new IOException("not a JSON value");
            };
        }

        private JsonObject object() throws IOException {
            Map<String, Object> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = wellFormed(parser.currentName());
                parser.nextToken();
                if (members.put(name, value()) != null) {
                    throw new IOException("a member is there twice");
                }
            }
            return new JsonObject(members);
        }

        private List<Object> array() throws IOException {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value());
            }
            return elements;
        }
    }

    /// A short text can spell a number that fills the memory once somebody calculates with it.
    private BigDecimal number(String text) throws IOException {
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) <= maxNumber) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("an exponent beyond any number", e);
        }
        throw new IOException("a number with an absurd exponent");
    }

    /// An escape can spell half a surrogate pair, which is no character and may be read differently further on.
    private static String wellFormed(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean paired = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!paired) {
                    throw new IOException("an unpaired surrogate");
                }
                i++;
            }
        }
        return text;
    }
}
