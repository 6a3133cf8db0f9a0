package dev.postern.cli;

import dev.postern.config.ConfigResult;
import java.util.List;

/// Tells a person everything that is wrong with a configuration, at once.
final class Faults {
    private Faults() {}

    static int print(ConfigResult.Faulty faulty, Terminal terminal) {
        List<String> problems = faulty.problems();
        if (problems.size() == 1) {
            terminal.err().println("postern: " + problems.getFirst());
        } else {
            terminal.err().println("postern: the configuration has " + problems.size() + " problems:");
            for (String problem : problems) {
                terminal.err().println("  - " + problem);
            }
        }
        terminal.err().println("See postern serve --help for the options, or try postern demo.");
        return ExitCode.USAGE;
    }
}
