package dev.postern.oscal.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Members in the order in which they were written.
public record ObjectNode(Map<String, Node> members, int line, int column) implements Node {

    public static final ObjectNode EMPTY = new ObjectNode(Map.of(), 0, 0);

    public ObjectNode {
        members = Collections.unmodifiableMap(members);
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public @Nullable Node get(String name) {
        return members.get(name);
    }

    /// The member, where it is a string.
    public Optional<String> text(String name) {
        return members.get(name) instanceof TextNode text ? Optional.of(text.text()) : Optional.empty();
    }

    /// The member, where it is an object.
    public Optional<ObjectNode> object(String name) {
        return members.get(name) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    /// The elements of the member; none where it is not there or is no array.
    public List<Node> items(String name) {
        return members.get(name) instanceof ArrayNode array ? array.items() : List.of();
    }

    /// The objects among the elements of the member.
    public List<ObjectNode> objects(String name) {
        return items(name).stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }

    /// This object with one member more, or another value of it, at its place.
    public ObjectNode with(String name, Node value) {
        Map<String, Node> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return new ObjectNode(changed, line, column);
    }
}
