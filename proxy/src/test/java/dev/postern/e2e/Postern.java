package dev.postern.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Postern as users run it: its jar, as a process.
final class Postern implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);

    private final int port;
    private final String resource;
    private final Program program;

    private Postern(int port, String resource, Program program) {
        this.port = port;
        this.resource = resource;
        this.program = program;
    }

    static Postern started(String name, Path jar, Path logs, int port, String resource, String issuer, int upstream) {
        int ops = Ports.free();
        Program program = Program.started(
                name,
                logs,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "serve",
                        "--listen=127.0.0.1:" + port,
                        "--ops-listen=127.0.0.1:" + ops,
                        "--upstream=http://127.0.0.1:" + upstream + "/mcp",
                        "--auth-resource-server-url=" + resource,
                        "--auth-issuer-url=" + issuer,
                        "--auth-required-scopes=oscal:read",
                        "--auth-clock-skew=1s"));
        program.awaitAnswer(URI.create("http://127.0.0.1:" + ops + "/readyz"), START, status -> status == 200);
        return new Postern(port, resource, program);
    }

    URI endpoint() {
        return URI.create("http://localhost:" + port + "/mcp");
    }

    /// Where the protected resource metadata is (RFC 9728 §3.1).
    String metadata() {
        return resource.replaceFirst("/mcp$", "/.well-known/oauth-protected-resource/mcp");
    }

    String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
