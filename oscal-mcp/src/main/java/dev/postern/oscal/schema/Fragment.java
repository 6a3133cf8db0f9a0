package dev.postern.oscal.schema;

import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A schema as small as it can be told: what is further in is named and not told.
record Fragment(OscalSchema schema, SchemaPlaces places) {
    private static final int BRIEF = 240;
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    ObjectNode whole(ObjectNode node) {
        ObjectNode resolved = schema.resolve(node);
        ObjectBuilder told = new ObjectBuilder();
        described(node, resolved, told, false);
        Optional<ObjectNode> items = resolved.object("items");
        if (items.isPresent()) {
            return told.put("type", "array")
                    .putNode("minItems", Optional.ofNullable(resolved.get("minItems")))
                    .put("items", whole(items.get()))
                    .build();
        }
        Map<String, ObjectNode> members = places.members(resolved);
        if (members.isEmpty()) {
            return value(node, resolved, told, true).build();
        }
        ObjectBuilder properties = new ObjectBuilder();
        members.forEach((name, member) -> properties.put(name, brief(member)));
        told.put("type", "object").put("properties", properties.build());
        copy(resolved, told, "required", "additionalProperties");
        List<ObjectNode> choices = SchemaPlaces.alternatives(resolved).stream()
                .map(schema::resolve)
                .map(Fragment::choice)
                .toList();
        return (choices.isEmpty() ? told : told.put("anyOf", choices)).build();
    }

    /// One of several sets of members, by their names.
    private static ObjectNode choice(ObjectNode alternative) {
        ObjectBuilder choice = new ObjectBuilder();
        copy(alternative, choice, "required");
        return choice.build();
    }

    private ObjectNode brief(ObjectNode node) {
        ObjectNode resolved = schema.resolve(node);
        ObjectBuilder told = new ObjectBuilder();
        described(node, resolved, told, true);
        Optional<ObjectNode> items = resolved.object("items");
        if (items.isPresent()) {
            ObjectNode element = schema.resolve(items.get());
            ObjectBuilder each = new ObjectBuilder();
            if (places.members(element).isEmpty()) {
                value(items.get(), element, each, false);
            } else {
                each.putText("title", element.text("title")).put("type", "object");
            }
            return told.put("type", "array").put("items", each.build()).build();
        }
        return places.members(resolved).isEmpty()
                ? value(node, resolved, told, false).build()
                : told.put("type", "object").build();
    }

    private static void described(ObjectNode node, ObjectNode resolved, ObjectBuilder told, boolean brief) {
        told.putText("title", node.text("title").or(() -> resolved.text("title")));
        told.putText(
                "description",
                node.text("description")
                        .or(() -> resolved.text("description"))
                        .map(text -> brief ? firstSentence(text) : text));
    }

    private ObjectBuilder value(ObjectNode node, ObjectNode resolved, ObjectBuilder told, boolean whole) {
        copy(resolved, told, "type", "enum", "default", "minimum");
        if (whole) {
            copy(resolved, told, "pattern", "format");
        }
        comment(node, told);
        for (ObjectNode part : resolved.objects("allOf")) {
            value(part, schema.resolve(part), told, whole);
        }
        List<ObjectNode> alternatives = SchemaPlaces.alternatives(resolved);
        if (!alternatives.isEmpty()) {
            told.put(
                    "anyOf",
                    alternatives.stream()
                            .map(each -> value(each, schema.resolve(each), new ObjectBuilder(), whole)
                                    .build())
                            .toList());
        }
        return told;
    }

    private void comment(ObjectNode node, ObjectBuilder told) {
        String datatype = "";
        for (ObjectNode at = node; at.has("$ref"); at = schema.follow(at)) {
            datatype = datatype.endsWith("Datatype") ? datatype : schema.refers(at);
        }
        if (datatype.endsWith("Datatype")) {
            told.put("$comment", Datatype.rule(datatype));
        }
    }

    private static void copy(ObjectNode from, ObjectBuilder to, String... keywords) {
        for (String keyword : keywords) {
            Node value = from.get(keyword);
            if (value != null) {
                to.put(keyword, value);
            }
        }
    }

    private static String firstSentence(String text) {
        String plain = LINK.matcher(text).replaceAll("$1");
        int end = plain.indexOf(". ");
        String sentence = end < 0 ? plain : plain.substring(0, end + 1);
        return sentence.length() > BRIEF ? sentence.substring(0, BRIEF) + "…" : sentence;
    }
}
