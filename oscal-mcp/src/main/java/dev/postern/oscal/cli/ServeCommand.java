package dev.postern.oscal.cli;

import dev.postern.oscal.transport.Bounds;
import dev.postern.oscal.transport.HttpListener;
import dev.postern.oscal.transport.Stdio;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
        subcommands = {TrainCommand.class, TrainConstraintsCommand.class},
        description = "An MCP server for OSCAL documents. It knows nothing of tokens: let Postern stand before it.")
final class ServeCommand implements Callable<Integer> {

    /// What carries the messages.
    enum Transport {
        stdio,
        http
    }

    @Option(
            names = "--transport",
            defaultValue = "${env:POSTERN_OSCAL_TRANSPORT:-http}",
            description = "stdio, or http: streamable HTTP on loopback (default: ${DEFAULT-VALUE}).")
    private Transport transport = Transport.http;

    @Option(
            names = "--port",
            defaultValue = "${env:POSTERN_OSCAL_PORT:-8000}",
            description = "Of 127.0.0.1; 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port = 8000;

    @Option(
            names = "--library",
            defaultValue = "${env:POSTERN_OSCAL_LIBRARY:-}",
            description = "A folder of OSCAL documents in JSON, YAML or XML, watched for changes. "
                    + "Without it, small documents of our own are there to look at.")
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
        Optional<Path> folder = library.isBlank() ? Optional.empty() : Optional.of(Path.of(library));
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new ParameterException(spec.commandLine(), "--library: there is no folder " + library + ".");
        }
        if (callTimeout < 1) {
            throw new ParameterException(spec.commandLine(), "--call-timeout: at least one second.");
        }
        try (Assembly assembly = new Assembly(folder, constraints.check(spec.commandLine()))) {
            Bounds bounds = Bounds.ordinary().withCall(Duration.ofSeconds(callTimeout));
            return switch (transport) {
                case stdio -> stdio(assembly, bounds);
                case http -> http(assembly, bounds);
            };
        }
    }

    private static int stdio(Assembly assembly, Bounds bounds) throws IOException {
        new Stdio(assembly.start(), System.in, new FileOutputStream(FileDescriptor.out), bounds).run();
        return 0;
    }

    private int http(Assembly assembly, Bounds bounds) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (HttpListener listener = new HttpListener(assembly.start(), port, bounds)) {
            InetSocketAddress address = listener.start();
            System.err.println(
                    "OSCAL server ready on http://127.0.0.1:" + address.getPort() + "/mcp, " + assembly.greeting());
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            stopped.await();
            return 0;
        } catch (RuntimeException failed) {
            if (failed.getCause() instanceof BindException) {
                System.err.println("Port " + port + " of 127.0.0.1 is taken. --port 0 takes any that is free.");
                return 1;
            }
            throw failed;
        }
    }
}
