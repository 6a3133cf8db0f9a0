package dev.postern.oscal.schema;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what the schema says about one place of a model.
public final class SchemaPlaces {
    private final OscalSchema schema;

    /// What came of looking.
    public sealed interface Place {

        /// A piece of the schema.
        ///
        /// @param path without the numbers of elements
        /// @param fragment a JSON Schema, of which what is further in tells its title only
        record There(String path, ObjectNode fragment) implements Place {}

        /// Nothing, and why.
        record Nowhere(String reason) implements Place {}
    }

    public SchemaPlaces(OscalSchema schema) {
        this.schema = schema;
    }

    /// The place at a path of names, such as `/catalog/groups/controls`. Numbers of elements may stand in it or not.
    public Place at(String path) {
        List<String> steps = new ArrayList<>();
        for (String step : path.split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~").strip();
            if (!name.isEmpty() && !name.equals("*") && !name.matches("\\d{1,9}")) {
                steps.add(name);
            }
        }
        String root = steps.isEmpty() ? "" : steps.removeFirst();
        Optional<ObjectNode> start = Model.of(root).flatMap(schema::root);
        if (start.isEmpty()) {
            return new Place.Nowhere("OSCAL " + schema.version() + " has no model \"" + root + "\"."
                    + near(root, models()) + " A path begins with one of " + String.join(", ", models()) + ".");
        }
        return walk(start.get(), "/" + root, steps);
    }

    /// The models that this version has.
    public List<String> models() {
        return Model.roots().stream()
                .filter(name -> Model.of(name).flatMap(schema::root).isPresent())
                .toList();
    }

    private Place walk(ObjectNode root, String start, List<String> steps) {
        ObjectNode node = root;
        String path = start;
        for (String step : steps) {
            Map<String, ObjectNode> members = members(element(node));
            ObjectNode next = members.get(step);
            if (next == null) {
                return new Place.Nowhere(
                        members.isEmpty()
                                ? path + " is a plain value: nothing is in it."
                                : "Nothing is called \"" + step + "\" in " + path + "."
                                        + near(step, List.copyOf(members.keySet())) + " There are "
                                        + String.join(", ", members.keySet()) + ".");
            }
            node = next;
            path += "/" + step;
        }
        return new Place.There(path, new Fragment(schema, this).whole(node));
    }

    private static String near(String given, List<String> names) {
        return Suggestion.of(given, names)
                .map(near -> " Did you mean " + near + "?")
                .orElse("");
    }

    /// What an array holds; anything else is itself.
    private ObjectNode element(ObjectNode node) {
        ObjectNode resolved = schema.resolve(node);
        Optional<ObjectNode> items = resolved.object("items");
        return items.isPresent() ? element(items.get()) : resolved;
    }

    /// The members of an object, those of its alternatives too.
    Map<String, ObjectNode> members(ObjectNode resolved) {
        Map<String, ObjectNode> members = new LinkedHashMap<>();
        resolved.object("properties").orElse(ObjectNode.EMPTY).members().forEach((name, member) -> {
            if (member instanceof ObjectNode object) {
                members.put(name, object);
            }
        });
        for (ObjectNode alternative : alternatives(resolved)) {
            members(schema.resolve(alternative)).forEach(members::putIfAbsent);
        }
        return members;
    }

    static List<ObjectNode> alternatives(ObjectNode resolved) {
        List<ObjectNode> alternatives = new ArrayList<>(resolved.objects("anyOf"));
        alternatives.addAll(resolved.objects("oneOf"));
        return alternatives;
    }
}
