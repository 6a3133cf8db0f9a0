package dev.postern.oscal.cli;

import dev.postern.oscal.transport.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Serves until it is told to stop.
@Command(
        name = "postern-oscal",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {LibraryCommand.class, TrainCommand.class, TrainConstraintsCommand.class},
        description = "An MCP server for OSCAL documents. It knows nothing of tokens: let Postern stand before it.")
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--transport",
            defaultValue = "${env:POSTERN_OSCAL_TRANSPORT:-http}",
            description = "stdio, or http: streamable HTTP on loopback (default: ${DEFAULT-VALUE}).")
    private Serving.Transport transport = Serving.Transport.http;

    @Option(
            names = "--port",
            defaultValue = "${env:POSTERN_OSCAL_PORT:-8000}",
            description = "Of 127.0.0.1; 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port = 8000;

    @Option(
            names = "--library",
            defaultValue = "${env:POSTERN_OSCAL_LIBRARY:-}",
            description = "A folder of OSCAL documents in JSON, YAML or XML, watched for changes. "
                    + "Default: where `library add` puts them; while that is not there, small documents of our own.")
    private String library = "";

    @Mixin
    private ConstraintOptions constraints = new ConstraintOptions();

    @Option(
            names = "--call-timeout",
            defaultValue = "${env:POSTERN_OSCAL_CALL_TIMEOUT:-60}",
            description = "How many seconds one call may take before it is ended (default: ${DEFAULT-VALUE}).")
    private int callTimeout = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<Path> folder = LibraryFolder.of(library, System.getenv());
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new ParameterException(spec.commandLine(), "--library: there is no folder " + library + ".");
        }
        if (callTimeout < 1) {
            throw new ParameterException(spec.commandLine(), "--call-timeout: at least one second.");
        }
        Bounds bounds = Bounds.ordinary().withCall(Duration.ofSeconds(callTimeout));
        return new Serving(transport, port, folder).run(constraints.check(spec.commandLine()), bounds);
    }
}
