package dev.postern.oscal.references;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Findings;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Severity;
import dev.postern.oscal.tree.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a document gives names to, and where two things have one name.
final class Names {
    /// Arrays whose elements are known by an id that no other element of any of them may have.
    private static final Set<String> WITH_IDS = Set.of("controls", "groups", "params", "parts");

    private static final Set<String> INDEXED =
            Set.of("parties", "locations", "resources", "components", "leveraged-authorizations", "users");

    private final Map<String, Set<String>> byMember = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> uuids = new HashMap<>();
    private final List<Finding> twice = new Findings();

    Names(OscalDocument document) {
        Walk.over(document.content(), document.model().root(), document.rootPath(), this::note);
    }

    private void note(ObjectNode object, String member, String path) {
        if (object.get("id") instanceof TextNode id) {
            of(member).add(id.text());
            if (WITH_IDS.contains(member)) {
                unique(ids, id, "id", path, true);
            }
        }
        if (object.get("uuid") instanceof TextNode uuid) {
            // Of one kind there is an index in NIST's constraints, and over all kinds there is none.
            boolean indexed = !of(member).add(uuid.text()) && INDEXED.contains(member);
            unique(uuids, uuid, "uuid", path, indexed);
        }
    }

    private void unique(Map<String, String> seen, TextNode name, String kind, String path, boolean wrong) {
        String before = seen.putIfAbsent(name.text(), path);
        if (before != null) {
            twice.add(new Finding(
                    wrong ? Severity.ERROR : Severity.WARNING,
                    "unique-" + kind,
                    "The " + kind + " " + name.text() + " is also that of " + before + ".",
                    Pointer.child(path, kind),
                    name.line(),
                    name.column(),
                    "Give one of them another " + kind + ", and mend what refers to it."));
        }
    }

    /// Names of the elements of all arrays that are called so.
    Set<String> of(String member) {
        return byMember.computeIfAbsent(member, _ -> new HashSet<>());
    }

    boolean has(String name) {
        return ids.containsKey(name) || uuids.containsKey(name) || of("roles").contains(name);
    }

    Set<String> uuids() {
        return uuids.keySet();
    }

    List<Finding> twice() {
        return twice;
    }

    /// Texts of a member that holds one or several.
    static List<TextNode> texts(ObjectNode object, String member) {
        Node value = object.get(member);
        if (value instanceof TextNode text) {
            return List.of(text);
        }
        return object.items(member).stream()
                .filter(TextNode.class::isInstance)
                .map(TextNode.class::cast)
                .toList();
    }
}
