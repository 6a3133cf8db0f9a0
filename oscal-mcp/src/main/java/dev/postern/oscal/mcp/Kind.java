package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What values an argument may have: its JSON Schema, and the check of it.
public sealed interface Kind {

    ObjectNode schema();

    /// What is wrong with a value, as the end of a sentence.
    Optional<String> fault(Node value);

    /// Any text up to a length.
    record Text(int maxLength) implements Kind {
        @Override
        public ObjectNode schema() {
            return new ObjectBuilder()
                    .put("type", "string")
                    .put("maxLength", maxLength)
                    .build();
        }

        @Override
        public Optional<String> fault(Node value) {
            if (!(value instanceof TextNode text)) {
                return expected("a string", value);
            }
            return text.text().length() > maxLength
                    ? Optional.of("has more than " + maxLength + " characters.")
                    : Optional.empty();
        }
    }

    /// One of some words.
    record Choice(List<String> words) implements Kind {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public ObjectNode schema() {
            return new ObjectBuilder()
                    .put("type", "string")
                    .putTexts("enum", words)
                    .build();
        }

        @Override
        public Optional<String> fault(Node value) {
            if (value instanceof TextNode text && words.contains(text.text())) {
                return Optional.empty();
            }
            return Optional.of("must be one of " + String.join(", ", words) + ".");
        }
    }

    /// A whole number in a range.
    record Whole(long least, long most) implements Kind {
        @Override
        public ObjectNode schema() {
            return new ObjectBuilder()
                    .put("type", "integer")
                    .put("minimum", least)
                    .put("maximum", most)
                    .build();
        }

        @Override
        public Optional<String> fault(Node value) {
            if (!(value instanceof NumberNode number) || !number.isInteger()) {
                return expected("a whole number", value);
            }
            boolean inRange = number.number().compareTo(BigDecimal.valueOf(least)) >= 0
                    && number.number().compareTo(BigDecimal.valueOf(most)) <= 0;
            return inRange ? Optional.empty() : Optional.of("must be from " + least + " to " + most + ".");
        }
    }

    /// True or false.
    record Flag() implements Kind {
        @Override
        public ObjectNode schema() {
            return new ObjectBuilder().put("type", "boolean").build();
        }

        @Override
        public Optional<String> fault(Node value) {
            return value instanceof BooleanNode ? Optional.empty() : expected("true or false", value);
        }
    }

    /// Several values of one kind.
    record Several(Kind of, int most) implements Kind {
        @Override
        public ObjectNode schema() {
            return new ObjectBuilder()
                    .put("type", "array")
                    .put("items", of.schema())
                    .put("maxItems", most)
                    .build();
        }

        @Override
        public Optional<String> fault(Node value) {
            if (!(value instanceof ArrayNode array)) {
                return expected("an array", value);
            }
            if (array.items().size() > most) {
                return Optional.of("has more than " + most + " elements.");
            }
            return array.items().stream()
                    .flatMap(item -> of.fault(item).stream())
                    .findFirst()
                    .map(fault -> "has an element that " + fault);
        }
    }

    /// An object of named values.
    ///
    /// @param exactlyOne whether it must have one of them and no other
    record Members(List<Parameter> of, boolean exactlyOne) implements Kind {
        public Members {
            of = List.copyOf(of);
        }

        @Override
        public ObjectNode schema() {
            ObjectBuilder properties = new ObjectBuilder();
            of.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
            ObjectBuilder schema = new ObjectBuilder()
                    .put("type", "object")
                    .put("properties", properties.build())
                    .put("additionalProperties", false);
            if (exactlyOne) {
                schema.put("minProperties", 1).put("maxProperties", 1);
            } else {
                schema.putTexts(
                        "required",
                        of.stream()
                                .filter(Parameter::required)
                                .map(Parameter::name)
                                .toList());
            }
            return schema.build();
        }

        @Override
        public Optional<String> fault(Node value) {
            if (!(value instanceof ObjectNode object)) {
                return expected("an object with " + names(exactlyOne ? " or " : ", "), value);
            }
            if (exactlyOne && object.members().size() != 1) {
                return Optional.of("must have one member: " + names(" or ") + ".");
            }
            return new ArgumentCheck(of).faults(object).stream().findFirst().map(fault -> "is not right: " + fault);
        }

        private String names(String between) {
            List<String> names = new ArrayList<>();
            of.forEach(parameter -> names.add(parameter.name()));
            return String.join(between, names);
        }
    }

    private static Optional<String> expected(String what, Node value) {
        return Optional.of("must be " + what + ", and is " + article(value.kind()) + ".");
    }

    private static String article(String kind) {
        return switch (kind) {
            case "null" -> kind;
            case "object", "array" -> "an " + kind;
            default -> "a " + kind;
        };
    }
}
