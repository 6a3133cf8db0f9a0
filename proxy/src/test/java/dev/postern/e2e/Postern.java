package dev.postern.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Postern as users run it: its jar, as a process.
final class Postern implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);

    private final Place place;
    private final int port;
    private final int ops;
    private final Program program;

    private Postern(Place place, int port, int ops, Program program) {
        this.place = place;
        this.port = port;
        this.ops = ops;
        this.program = program;
    }

    /// Where a Postern runs, and for which resource.
    record Place(Path jar, Path logs, String resource) {}

    /// Starts it without waiting.
    static Postern launched(String name, Place place, int port, List<String> options) {
        int ops = Ports.free();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                place.jar().toString(),
                "serve",
                "--listen=127.0.0.1:" + port,
                "--ops-listen=127.0.0.1:" + ops,
                "--auth-resource-server-url=" + place.resource(),
                "--auth-required-scopes=oscal:read",
                "--auth-clock-skew=1s"));
        command.addAll(options);
        return new Postern(place, port, ops, Program.started(name, place.logs(), Map.of(), command));
    }

    /// Waits until it says that it can judge tokens.
    Postern awaitReady() {
        program.awaitAnswer(ops("/readyz"), START, status -> status == 200);
        return this;
    }

    /// Waits until it answers at all, also where it has no keys yet.
    Postern awaitAlive() {
        program.awaitAnswer(ops("/healthz"), START, status -> status == 200);
        return this;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + port + "/mcp");
    }

    URI ops(String path) {
        return URI.create("http://127.0.0.1:" + ops + path);
    }

    /// Where the protected resource metadata is (RFC 9728 §3.1).
    String metadata() {
        return place.resource().replaceFirst("/mcp$", "/.well-known/oauth-protected-resource/mcp");
    }

    String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
