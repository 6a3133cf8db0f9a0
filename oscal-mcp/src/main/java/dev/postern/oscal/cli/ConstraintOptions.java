package dev.postern.oscal.cli;

import dev.postern.oscal.constraints.ConstraintCheck;
import dev.postern.oscal.constraints.WorkerCommand;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where the process is that judges by NIST's constraints, and how long it may take.
final class ConstraintOptions {
    private static final int SECONDS = 30;
    private static final String JAR = "postern-oscal-constraints.jar";

    @Option(
            names = "--constraints",
            defaultValue = "${env:POSTERN_OSCAL_CONSTRAINTS:-}",
            description = "The jar that judges documents by NIST's constraints (default: " + JAR
                    + " beside this one, where it is there).")
    private String jar = "";

    @Option(
            names = "--constraints-seconds",
            defaultValue = "${env:POSTERN_OSCAL_CONSTRAINTS_SECONDS:-30}",
            description = "How long that may take with one document (default: ${DEFAULT-VALUE}).")
    private int seconds = SECONDS;

    ConstraintCheck check(CommandLine commandLine) {
        if (!jar.isBlank() && !Files.isRegularFile(Path.of(jar))) {
            throw new ParameterException(commandLine, "--constraints: there is no file " + jar + ".");
        }
        if (seconds < 1) {
            throw new ParameterException(commandLine, "--constraints-seconds: must be 1 or more.");
        }
        Optional<Path> found = jar.isBlank() ? beside() : Optional.of(Path.of(jar));
        return new ConstraintCheck(found.map(WorkerCommand::of), Duration.ofSeconds(seconds));
    }

    /// As without any option; empty where the jar that the surroundings name is not there.
    static Optional<ConstraintCheck> standard(Map<String, String> environment) {
        String named = environment.getOrDefault("POSTERN_OSCAL_CONSTRAINTS", "");
        Optional<Path> jar = named.isBlank() ? beside() : Optional.of(Path.of(named));
        return jar.stream().allMatch(Files::isRegularFile)
                ? Optional.of(new ConstraintCheck(jar.map(WorkerCommand::of), Duration.ofSeconds(SECONDS)))
                : Optional.empty();
    }

    static ConstraintCheck none() {
        return new ConstraintCheck(Optional.empty(), Duration.ofSeconds(1));
    }

    private static Optional<Path> beside() {
        try {
            Path own = Path.of(ConstraintOptions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.of(own.resolveSibling(JAR)).filter(Files::isRegularFile);
        } catch (URISyntaxException impossible) {
            return Optional.empty();
        }
    }
}
