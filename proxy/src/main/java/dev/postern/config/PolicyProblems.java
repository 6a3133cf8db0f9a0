package dev.postern.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// Keeps a sentence for everything in a policy file that says nothing we know, with its place.
final class PolicyProblems {
    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private record Problem(int line, int column, String sentence) {}

    /// @param file its name, for the sentences
    PolicyProblems(String file) {
        this.file = file;
    }

    void at(Node node, String clause) {
        at(node.getStartMark(), clause);
    }

    void at(Optional<Mark> mark, String clause) {
        at(mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, clause);
    }

    /// @param line from 1
    /// @param column from 1
    void at(int line, int column, String clause) {
        problems.add(new Problem(
                line, column, "%s, line %d, column %d: %s.".formatted(Quoted.of(file), line, column, clause)));
    }

    boolean none() {
        return problems.isEmpty();
    }

    /// The sentences, in the order of the file.
    List<String> sentences() {
        return problems.stream()
                .sorted(BY_PLACE)
                .map(Problem::sentence)
                .distinct()
                .toList();
    }
}
