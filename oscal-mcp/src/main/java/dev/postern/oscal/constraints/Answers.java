package dev.postern.oscal.constraints;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;
import dev.postern.oscal.tree.Severity;
import dev.postern.oscal.tree.TextNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the process answers, as findings with their places in the text that was read.
final class Answers {
    private static final Comparator<Finding> IN_ORDER = Comparator.comparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::path)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    private Answers() {}

    static ConstraintCheck.Outcome read(String json, OscalDocument document) {
        return switch (new JsonReader(Limits.DOCUMENT).read(json)) {
            case Reading.Read(ObjectNode answer, var _) -> judged(answer, document);
            case Reading _ -> new ConstraintCheck.Outcome.Unjudged("its answer could not be read");
        };
    }

    private static ConstraintCheck.Outcome judged(ObjectNode answer, OscalDocument document) {
        // Several constraints may hold one thing, and say it in the same words.
        Set<String> said = new HashSet<>();
        List<Finding> findings = answer.objects("findings").stream()
                .map(finding -> finding(finding, document))
                .sorted(IN_ORDER)
                .filter(finding -> said.add(finding.path() + " " + finding.message()))
                .toList();
        List<String> skipped = answer.items("skipped").stream()
                .filter(TextNode.class::isInstance)
                .map(sentence -> ((TextNode) sentence).text())
                .toList();
        return new ConstraintCheck.Outcome.Judged(findings, skipped);
    }

    private static Finding finding(ObjectNode said, OscalDocument document) {
        String path = said.text("path").orElse("");
        Node at = at(document.whole(), path);
        return new Finding(
                Severity.valueOf(said.text("severity").orElse("error").toUpperCase(Locale.ROOT)),
                "constraint:" + said.text("rule").orElse("unnamed"),
                said.text("message").orElse(""),
                path,
                at.line(),
                at.column(),
                said.text("hint").orElse(""));
    }

    /// What is at the path, or the last that is there on the way to it.
    private static Node at(Node root, String path) {
        Node at = root;
        for (String step : path.split("/", -1)) {
            at = below(at, step).orElse(at);
        }
        return at;
    }

    private static Optional<Node> below(Node at, String step) {
        return switch (at) {
            case ObjectNode object -> Optional.ofNullable(object.get(step));
            case ArrayNode array
            when step.matches("\\d{1,7}") ->
                array.items().stream().skip(Integer.parseInt(step)).findFirst();
            default -> Optional.empty();
        };
    }
}
