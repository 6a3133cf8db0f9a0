package dev.postern.cli;

import dev.postern.config.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command line `postern`. What a start needs is read here; [Commands] knows the rest, and is costly to load.
final class CommandLineProgram {
    private final Terminal terminal;
    private final String version;
    private final Gate.Starter gates;

    CommandLineProgram(Terminal terminal, String version, Gate.Starter gates) {
        this.terminal = terminal;
        this.version = version;
        this.gates = gates;
    }

    /// Runs the command and tells the exit code.
    int run(String... arguments) {
        List<String> words = List.of(arguments);
        try {
            if (words.equals(List.of(TrainingRun.COMMAND))) {
                return new TrainingRun(terminal, gates).run();
            }
            boolean named = !words.isEmpty() && words.getFirst().equals("serve");
            Optional<Map<Option, List<String>>> flags = PlainFlags.of(named ? words.subList(1, words.size()) : words);
            return flags.isPresent()
                    ? new Serving(terminal, gates).run(flags.get())
                    : new Commands(terminal, version, gates).run(words);
        } catch (RuntimeException e) {
            terminal.fail("This should not have happened (POSTERN_DEBUG=1 shows more): " + e, e);
            return ExitCode.FAILED;
        }
    }
}
