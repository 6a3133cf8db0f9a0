package dev.postern.oscal.library;

import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Optional;

/// A control of a catalog.
///
/// @param family the group it is in, at any depth; the id is empty where it is in none
/// @param parent the id of the control that it enhances; empty where it stands by itself
/// @param path where it is in its document
public record Control(ObjectNode node, String id, String title, Family family, String parent, String path) {

    /// A group of controls.
    public record Family(String id, String title) {
        static final Family NONE = new Family("", "");
    }

    public Optional<String> prop(String name) {
        return node.objects("props").stream()
                .filter(prop -> prop.text("name").equals(Optional.of(name)))
                .flatMap(prop -> prop.text("value").stream())
                .findFirst();
    }

    /// As people know it: `AC-2(3)`.
    public String label() {
        return prop("label").orElse(id);
    }

    public boolean isWithdrawn() {
        return node.objects("props").stream()
                .anyMatch(prop -> prop.text("name").equals(Optional.of("status"))
                        && prop.text("value")
                                .filter(value -> value.equalsIgnoreCase("withdrawn"))
                                .isPresent());
    }

    /// Ids of controls that its links with one of these relations name.
    public List<String> linked(String... relations) {
        List<String> wanted = List.of(relations);
        return node.objects("links").stream()
                .filter(link -> wanted.contains(link.text("rel").orElse("")))
                .flatMap(link -> link.text("href").stream())
                .filter(href -> href.startsWith("#"))
                .map(href -> href.substring(1))
                .toList();
    }
}
