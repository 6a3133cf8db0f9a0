package dev.postern.oscal.tools;

import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Prose;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A control as `get_control` tells it, cut where it would be too long.
record ControlView(Holding holding, Catalog catalog, Control control, Prose prose, List<String> baselines) {
    private static final Set<String> STATEMENT = Set.of("statement", "item");
    private static final Set<String> GUIDANCE = Set.of("guidance", "overview", "supplemental-guidance");
    private static final Set<String> OBJECTIVES =
            Set.of("objective", "assessment-objective", "assessment-method", "assessment", "objects");

    static Optional<ObjectNode> schema() {
        return new Shape()
                .text("id", "As catalogs write it.")
                .text("label", "As people write it.")
                .text("title", "What it is about.")
                .text("catalog", "The URI of its catalog.")
                .text("family", "Id and title of its family.")
                .maybe()
                .flag("withdrawn", "Whether it is no longer in force.")
                .maybe()
                .text("statement", "What it asks for.")
                .maybe()
                .text("guidance", "What is said about it.")
                .maybe()
                .list("related", "Ids of related controls.")
                .maybe()
                .list("enhancements", "id, label and title of its enhancements.")
                .maybe()
                .list("baselines", "Titles of the profiles that select it.")
                .maybe()
                .list("cut", "Parts that were too long; ask for them with parts and max_characters.")
                .maybe()
                .object("control", "With render=oscal: the control itself.")
                .maybe()
                .schema();
    }

    ToolResult answer(List<String> parts, int most) {
        ObjectBuilder result = new ObjectBuilder()
                .put("id", control.id())
                .put("label", control.label())
                .put("title", control.title())
                .put("catalog", holding.uri());
        if (!control.family().id().isEmpty()) {
            result.put("family", control.family().id() + " " + control.family().title());
        }
        StringBuilder text = new StringBuilder(control.label() + " " + control.title());
        if (control.isWithdrawn()) {
            List<String> moved = control.linked("incorporated-into", "moved-to");
            result.put("withdrawn", true).putTexts("moved_to", moved);
            text.append("\nWithdrawn").append(moved.isEmpty() ? "" : ": see " + String.join(", ", moved));
        }
        Set<String> cut = parts(parts, most, result, text);
        list(result, "related", new LinkedHashSet<>(control.linked("related")));
        List<Control> enhancements = catalog.enhancements(control.id());
        if (!enhancements.isEmpty()) {
            result.put(
                    "enhancements",
                    enhancements.stream().map(ListControls::describe).toList());
        }
        list(result, "baselines", new LinkedHashSet<>(baselines));
        list(result, "cut", cut);
        if (!cut.isEmpty()) {
            text.append("\n… cut: ").append(String.join(", ", cut)).append(" (ask with parts and max_characters)");
        }
        return ToolResult.of(text.toString(), result.build());
    }

    private Set<String> parts(List<String> parts, int most, ObjectBuilder result, StringBuilder text) {
        Set<String> cut = new LinkedHashSet<>();
        int left = most;
        for (Map.Entry<String, String> part : texts(parts).entrySet()) {
            String whole = part.getValue();
            if (whole.isEmpty()) {
                continue;
            }
            if (whole.length() > left) {
                cut.add(part.getKey());
                int end = whole.lastIndexOf(' ', Math.max(0, left));
                whole = end <= 0 ? "" : whole.substring(0, end) + " …";
            }
            left = Math.max(0, left - whole.length());
            if (!whole.isEmpty()) {
                result.put(part.getKey(), whole);
                text.append("\n\n").append(part.getKey()).append(":\n").append(whole);
            }
        }
        return cut;
    }

    private Map<String, String> texts(List<String> parts) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String part : parts) {
            texts.put(
                    part,
                    switch (part) {
                        case "statement" -> prose.parts(control.node(), STATEMENT::contains);
                        case "guidance" -> prose.parts(control.node(), GUIDANCE::contains);
                        case "objectives" -> prose.parts(control.node(), OBJECTIVES::contains);
                        case "parameters" -> parameters();
                        default ->
                            prose.parts(
                                    control.node(),
                                    name -> !STATEMENT.contains(name)
                                            && !GUIDANCE.contains(name)
                                            && !OBJECTIVES.contains(name));
                    });
        }
        return texts;
    }

    private String parameters() {
        StringBuilder text = new StringBuilder();
        for (ObjectNode parameter : control.node().objects("params")) {
            parameter
                    .text("id")
                    .ifPresent(id -> text.append(id)
                            .append(": ")
                            .append(prose.parameter(id))
                            .append('\n'));
        }
        return text.toString().stripTrailing();
    }

    private static void list(ObjectBuilder result, String name, Set<String> texts) {
        if (!texts.isEmpty()) {
            result.putTexts(name, texts);
        }
    }
}
