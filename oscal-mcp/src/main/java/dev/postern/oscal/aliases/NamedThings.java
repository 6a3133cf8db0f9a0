package dev.postern.oscal.aliases;

import dev.postern.oscal.library.Holding;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What has an id and a title in documents that are no catalogs, found by words in its title and description.
final class NamedThings {
    private static final int MOST = 1_000;

    private final List<String> words;
    private final List<ObjectNode> inTitle = new ArrayList<>();
    private final List<ObjectNode> inDescription = new ArrayList<>();

    NamedThings(String query) {
        words = Stream.of(query.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// Looks through one document.
    void search(Holding holding) {
        if (words.isEmpty()) {
            return;
        }
        ObjectNode content = holding.document().content();
        ObjectBuilder itself = new ObjectBuilder().put("title", holding.title());
        holding.uuid().ifPresent(uuid -> itself.put("uuid", uuid));
        note(itself.build(), "document", holding);
        content.members().values().forEach(value -> walk(value, holding));
    }

    /// Where the words are in titles first.
    List<ObjectNode> found() {
        List<ObjectNode> found = new ArrayList<>(inTitle);
        found.addAll(inDescription);
        return found;
    }

    private void walk(Node node, Holding holding) {
        if (node instanceof ObjectNode object) {
            note(object, "child_element", holding);
            object.members().values().forEach(value -> walk(value, holding));
        } else if (node instanceof ArrayNode array) {
            array.items().forEach(item -> walk(item, holding));
        }
    }

    private void note(ObjectNode object, String type, Holding holding) {
        Optional<String> id = object.text("uuid").or(() -> object.text("id"));
        Optional<String> title = object.text("title").or(() -> object.text("name"));
        if (id.isEmpty() || title.isEmpty() || inTitle.size() + inDescription.size() >= MOST) {
            return;
        }
        String description = object.text("description").orElse("");
        ObjectNode thing =
                thing(type, id.get(), title.get(), description, holding.model().root());
        if (holds(title.get())) {
            inTitle.add(thing);
        } else if (holds(title.get() + " " + description)) {
            inDescription.add(thing);
        }
    }

    private boolean holds(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().allMatch(lower::contains);
    }

    static ObjectNode thing(String type, String id, String title, String description, String model) {
        return new ObjectBuilder()
                .put("entity_type", type)
                .put("entity_id", id)
                .put("title", title)
                .put("description", description.length() > 500 ? description.substring(0, 500) + "…" : description)
                .put("model_type", model)
                .build();
    }
}
