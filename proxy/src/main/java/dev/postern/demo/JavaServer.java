package dev.postern.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The OSCAL MCP server of this project, by its launcher, on any port that is free.
public final class JavaServer implements OscalServer {
    private static final Path LAUNCHER = Path.of("postern-oscal");
    private static final String GREETING = "OSCAL server ready on ";

    private final int port;
    private final CountDownLatch greeted;
    private final ServerProcess process;

    private JavaServer(int port, CountDownLatch greeted, ServerProcess process) {
        this.port = port;
        this.greeted = greeted;
        this.process = process;
    }

    static JavaServer start(Path home, PrintStream journal) throws IOException {
        Path launcher = ServerProcess.script(home, LAUNCHER);
        int port = Ports.any();
        CountDownLatch greeted = new CountDownLatch(1);
        List<String> command = List.of(launcher.toString(), "--transport", "http", "--port", Integer.toString(port));
        ServerProcess process = ServerProcess.start(command, journal, line -> isGreeting(line, greeted));
        return new JavaServer(port, greeted, process);
    }

    private static boolean isGreeting(String line, CountDownLatch greeted) {
        if (!line.startsWith(GREETING)) {
            return false;
        }
        greeted.countDown();
        return true;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port + "/mcp";
    }

    @Override
    public List<String> calls() {
        return List.of(
                "{\"name\":\"search_controls\",\"arguments\":{\"query\":\"encrypted copy\"}}",
                "{\"name\":\"get_control\",\"arguments\":{\"id\":\"AC-2\"}}");
    }

    @Override
    public void awaitReady() throws IOException, InterruptedException {
        process.awaitReady(() -> greeted.getCount() == 0);
    }

    @Override
    public void close() {
        process.close();
    }
}
