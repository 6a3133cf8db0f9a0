package dev.postern.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads YAML into nodes that know their place, within bounds on size, depth and what aliases can blow up.
final class PolicyYaml {
    private static final int LONGEST = 256 * 1024;
    private static final int DEEPEST = 12;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(2 * LONGEST)
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .build();

    private final PolicyProblems problems;
    private final String expected;

    /// @param expected what the file should be about, for the sentence
    PolicyYaml(PolicyProblems problems, String expected) {
        this.problems = problems;
        this.expected = expected;
    }

    /// The document, empty where there is none or it cannot be read.
    Optional<Node> read(String text) {
        if (text.length() > LONGEST) {
            problems.at(1, 1, "the file is longer than %d KiB; expected less".formatted(LONGEST / 1024));
            return Optional.empty();
        }
        try {
            return isBounded(text) ? compose(text) : Optional.empty();
        } catch (MarkedYamlEngineException e) {
            problems.at(e.getProblemMark(), "no YAML: " + e.getProblem().strip().replaceFirst("[.]$", ""));
        } catch (YamlEngineException e) {
            problems.at(1, 1, "no YAML that can be read");
        }
        return Optional.empty();
    }

    private Optional<Node> compose(String text) {
        Optional<Node> document = new Compose(SETTINGS).composeString(text);
        if (document.isEmpty()) {
            problems.at(1, 1, "the file says nothing; expected " + expected);
        }
        return document;
    }

    /// Composing calls itself for each level, so the depth is looked at first; and nobody needs an alias here, with
    /// which a few lines could stand for millions.
    private boolean isBounded(String text) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> {
                    problems.at(event.getStartMark(), "an alias; expected the value itself");
                    return false;
                }
                default -> {}
            }
            if (depth > DEEPEST) {
                problems.at(event.getStartMark(), "more than %d levels; expected fewer".formatted(DEEPEST));
                return false;
            }
        }
        return true;
    }
}
