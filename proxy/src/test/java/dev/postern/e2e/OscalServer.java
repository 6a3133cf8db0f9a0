package dev.postern.e2e;

import dev.postern.counterparts.Command;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The unmodified Python OSCAL server, as the project's own script installs and runs it. It knows one port only.
final class OscalServer implements AutoCloseable {
    static final int PORT = 8000;

    private static final Duration INSTALL = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofMinutes(2);

    private final Program program;

    private OscalServer(Program program) {
        this.program = program;
    }

    static OscalServer started(Path folder, Path venv, Path logs) {
        Map<String, String> environment = Map.of("OSCAL_MCP_VENV", venv.toString());
        new Command(folder, environment, INSTALL).run(List.of("sh", "run", "--install-only"));
        if (!Ports.isFree(PORT)) {
            throw new IllegalStateException("Port " + PORT
                    + " on 127.0.0.1 is taken, and the OSCAL server knows no other." + " Stop what listens there.");
        }
        return new OscalServer(Program.started(
                "oscal", logs, environment, List.of("sh", folder.resolve("run").toString())));
    }

    static URI endpoint() {
        return URI.create("http://127.0.0.1:" + PORT + "/mcp");
    }

    OscalServer awaitReady() {
        program.awaitAnswer(endpoint(), START, _ -> true);
        return this;
    }

    @Override
    public void close() {
        program.close();
    }
}
