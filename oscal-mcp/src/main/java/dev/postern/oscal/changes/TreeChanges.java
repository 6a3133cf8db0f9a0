package dev.postern.oscal.changes;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.BoundedText;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Stopped;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What differs between two documents of one model, place by place. Elements of arrays are the same where their ids
/// are, wherever they stand.
public final class TreeChanges {
    /// What elements are known by, best first.
    private static final List<String> KEYS = List.of(
            "control-id", "statement-id", "param-id", "component-uuid", "id", "uuid", "role-id", "name", "href");

    /// Documents that have nothing in common differ everywhere.
    public static final int MOST_CHANGES = 20_000;

    private static final int MOST_CHARACTERS = 200_000;

    private final JsonWriter json = new JsonWriter();
    private final List<Change> changes = new ArrayList<>();

    /// In the order of the second, what was removed behind.
    public List<Change> between(OscalDocument before, OscalDocument after) {
        compare(before.content(), after.content(), after.rootPath(), "");
        return changes;
    }

    private void compare(Node before, Node after, String path, String title) {
        Stopped.ifAsked();
        if (before instanceof ObjectNode one && after instanceof ObjectNode other) {
            members(one, other, path, named(other).orElse(title));
        } else if (before instanceof ArrayNode one && after instanceof ArrayNode other) {
            elements(keyed(one), keyed(other), path, title);
        } else {
            Difference.of("value", text(before), text(after))
                    .ifPresent(difference ->
                            add(new Change(Change.Kind.CHANGED, "place", path, title, List.of(), List.of(difference))));
        }
    }

    private void add(Change change) {
        if (changes.size() < MOST_CHANGES) {
            changes.add(change);
        }
    }

    private void members(ObjectNode before, ObjectNode after, String path, String title) {
        after.members().forEach((name, value) -> {
            Node old = before.get(name);
            if (old == null) {
                one(Change.Kind.ADDED, value, Pointer.child(path, name), title);
            } else {
                compare(old, value, Pointer.child(path, name), title);
            }
        });
        before.members().forEach((name, value) -> {
            if (!after.has(name)) {
                one(Change.Kind.REMOVED, value, Pointer.child(path, name), title);
            }
        });
    }

    private void elements(Map<String, Node> before, Map<String, Node> after, String path, String title) {
        Set<String> keys = new LinkedHashSet<>(after.keySet());
        keys.addAll(before.keySet());
        for (String key : keys) {
            Node old = before.get(key);
            Node now = after.get(key);
            String place = Pointer.child(path, key);
            if (old != null && now != null) {
                compare(old, now, place, title);
            } else if (now != null) {
                one(Change.Kind.ADDED, now, place, title);
            } else if (old != null) {
                one(Change.Kind.REMOVED, old, place, title);
            }
        }
    }

    private void one(Change.Kind kind, Node value, String path, String title) {
        List<String> text = text(value).lines().toList();
        Difference difference = kind == Change.Kind.ADDED
                ? new Difference("value", List.of(), text, 0)
                : new Difference("value", text, List.of(), 0);
        String its = value instanceof ObjectNode object ? named(object).orElse(title) : title;
        add(new Change(kind, "place", path, its, List.of(), List.of(difference)));
    }

    private String text(Node value) {
        if (value instanceof TextNode text) {
            return text.text();
        }
        try {
            return json.pretty(value, MOST_CHARACTERS);
        } catch (BoundedText.TooLong _) {
            return "… more than " + MOST_CHARACTERS + " characters of JSON";
        }
    }

    private static Optional<String> named(ObjectNode object) {
        return object.text("title").or(() -> object.text("control-id")).or(() -> object.text("name"));
    }

    /// Elements by what they are known by, or else by what they say. Where both documents have the same uuids they are
    /// known by them, but tools write new ones each time: so names that people gave come first.
    private Map<String, Node> keyed(ArrayNode array) {
        Map<String, Node> keyed = new LinkedHashMap<>();
        Map<String, Integer> times = new HashMap<>();
        for (Node item : array.items()) {
            String key = key(item);
            int time = times.merge(key, 1, Integer::sum);
            keyed.put(time == 1 ? key : key + " (" + time + ")", item);
        }
        return keyed;
    }

    private String key(Node item) {
        if (item instanceof ObjectNode object) {
            for (String name : KEYS) {
                Optional<String> key = object.text(name);
                if (key.isPresent()) {
                    return key.get();
                }
            }
        }
        String text = text(item);
        return text.length() > 60 ? text.substring(0, 60) + "…" : text.replace('\n', ' ');
    }
}
