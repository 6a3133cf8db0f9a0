package dev.postern.e2e;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the module `oscal-mcp` has made, as processes: this module knows nothing else of it.
final class JavaOscalServer implements AutoCloseable {
    static final Path MODULE = Path.of("../oscal-mcp").toAbsolutePath().normalize();

    static final Path JAR = MODULE.resolve("target/postern-oscal.jar");
    private static final Path TESTS = MODULE.resolve("target/test-classes");
    private static final Duration START = Duration.ofMinutes(1);

    private final Program program;
    private final int port;

    private JavaOscalServer(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /// The server, with the documents of its own.
    static JavaOscalServer started(Path logs) {
        int port = Ports.free();
        return started("oscal-java", logs, port, List.of("-jar", JAR.toString(), "--port", Integer.toString(port)));
    }

    /// Its protocol, with the tools that the official conformance suite calls by name.
    static JavaOscalServer withEverything(String name, Path logs) {
        int port = Ports.free();
        String path = TESTS + System.getProperty("path.separator") + JAR;
        return started(
                name, logs, port, List.of("-cp", path, "dev.postern.oscal.e2e.Everything", Integer.toString(port)));
    }

    private static JavaOscalServer started(String name, Path logs, int port, List<String> arguments) {
        for (Path made : List.of(JAR, TESTS)) {
            if (!Files.exists(made)) {
                throw new IllegalStateException(
                        "There is no " + made + ". Make it with: ./mvnw -pl oscal-mcp -am package -DskipTests");
            }
        }
        Program program = Program.started(name, logs, Map.of(), command(arguments.toArray(String[]::new)));
        URI endpoint = URI.create("http://127.0.0.1:" + port + "/mcp");
        return new JavaOscalServer(program.awaitAnswer(endpoint, START, _ -> true), port);
    }

    /// A JVM with the options of the server's launcher.
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + MODULE.resolve("jvm.options")));
        command.addAll(List.of(arguments));
        return command;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        program.close();
    }
}
