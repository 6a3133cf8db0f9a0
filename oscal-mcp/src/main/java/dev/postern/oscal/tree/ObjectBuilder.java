package dev.postern.oscal.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes an object, member by member; what is absent is left out.
public final class ObjectBuilder {
    private final Map<String, Node> members = new LinkedHashMap<>();

    public ObjectBuilder put(String name, Node value) {
        members.put(name, value);
        return this;
    }

    public ObjectBuilder put(String name, String text) {
        return put(name, TextNode.of(text));
    }

    public ObjectBuilder put(String name, long number) {
        return put(name, NumberNode.of(number));
    }

    public ObjectBuilder put(String name, boolean value) {
        return put(name, BooleanNode.of(value));
    }

    public ObjectBuilder put(String name, List<? extends Node> items) {
        return put(name, ArrayNode.of(items));
    }

    /// Left out where there is no such text.
    public ObjectBuilder putText(String name, Optional<String> text) {
        text.ifPresent(present -> put(name, present));
        return this;
    }

    /// Left out where there is no such value.
    public ObjectBuilder putNode(String name, Optional<? extends Node> value) {
        value.ifPresent(present -> members.put(name, present));
        return this;
    }

    public ObjectBuilder putTexts(String name, Iterable<String> texts) {
        return put(name, ArrayNode.ofTexts(texts));
    }

    public ObjectBuilder putAll(ObjectNode object) {
        members.putAll(object.members());
        return this;
    }

    public ObjectNode build() {
        return new ObjectNode(new LinkedHashMap<>(members), 0, 0);
    }
}
