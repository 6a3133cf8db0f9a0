package dev.postern.oscal.library;

import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import dev.postern.oscal.tree.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text of controls as people read it: parameters filled in, or shown as what is to be assigned or selected.
public final class Prose {
    private static final Pattern INSERT = Pattern.compile("\\{\\{\\s*insert:\\s*param,\\s*([^\\s}]+)\\s*}}");

    /// What parameters in parameters in parameters are given up at.
    private static final int MAX_DEPTH = 8;

    /// How many parameters one text may come to, and how long it may become: those in which others stand could
    /// multiply.
    private static final int MOST_INSERTS = 2_000;

    private static final int MOST_CHARACTERS = 200_000;

    private final Function<String, Optional<ObjectNode>> parameters;
    private int inserts;
    private int characters;

    /// @param parameters by id, with the values that a profile set where one did
    public Prose(Function<String, Optional<ObjectNode>> parameters) {
        this.parameters = parameters;
    }

    public String render(String markdown) {
        inserts = 0;
        characters = 0;
        return render(markdown, MAX_DEPTH);
    }

    private String render(String markdown, int depth) {
        Stopped.ifAsked();
        characters += markdown.length();
        if (!markdown.contains("{{")) {
            return markdown;
        }
        Matcher matcher = INSERT.matcher(markdown);
        return matcher.replaceAll(insert -> Matcher.quoteReplacement(parameter(insert.group(1), depth)));
    }

    /// A parameter as it stands in a sentence.
    public String parameter(String id) {
        inserts = 0;
        characters = 0;
        return parameter(id, MAX_DEPTH);
    }

    private String parameter(String id, int depth) {
        Optional<ObjectNode> found = parameters.apply(id);
        if (found.isEmpty() || depth == 0 || ++inserts > MOST_INSERTS || characters > MOST_CHARACTERS) {
            return "[Assignment: " + id + "]";
        }
        ObjectNode parameter = found.get();
        List<String> values = texts(parameter, "values");
        if (!values.isEmpty()) {
            return render(String.join(", ", values), depth - 1);
        }
        Optional<ObjectNode> select = parameter.object("select");
        if (select.isPresent()) {
            List<String> choices = texts(select.get(), "choice").stream()
                    .map(choice -> render(choice, depth - 1))
                    .toList();
            String many = select.get().text("how-many").orElse("").startsWith("one-or-more") ? " (one or more)" : "";
            return "[Selection" + many + ": " + String.join("; ", choices) + "]";
        }
        return "[Assignment: " + render(parameter.text("label").orElse(id), depth - 1) + "]";
    }

    /// The parts of a control with one of these names, and what is in them, indented.
    public String parts(ObjectNode holder, Function<String, Boolean> wanted) {
        StringBuilder text = new StringBuilder();
        for (ObjectNode part : holder.objects("parts")) {
            if (wanted.apply(part.text("name").orElse(""))) {
                part(part, 0, text);
            }
        }
        return text.toString().stripTrailing();
    }

    private void part(ObjectNode part, int indent, StringBuilder text) {
        String label = part.objects("props").stream()
                .filter(prop -> prop.text("name").equals(Optional.of("label")))
                .flatMap(prop -> prop.text("value").stream())
                .findFirst()
                .map(present -> present + " ")
                .orElse("");
        String prose = part.text("prose").map(this::render).orElse("");
        if (!prose.isEmpty() || !label.isEmpty()) {
            text.append("  ".repeat(indent)).append(label).append(prose).append('\n');
        }
        for (ObjectNode inner : part.objects("parts")) {
            part(inner, indent + (prose.isEmpty() && label.isEmpty() ? 0 : 1), text);
        }
    }

    static List<String> texts(ObjectNode holder, String member) {
        return holder.items(member).stream()
                .filter(TextNode.class::isInstance)
                .map(item -> ((TextNode) item).text())
                .toList();
    }
}
