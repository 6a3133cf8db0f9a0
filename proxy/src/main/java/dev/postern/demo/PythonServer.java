package dev.postern.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The OSCAL community's MCP server, in Python, which knows one port only.
public final class PythonServer implements OscalServer {
    public static final int PORT = 8000;

    private static final String URL = "http://127.0.0.1:" + PORT + "/mcp";
    private static final Path SCRIPT = Path.of("oscal-mcp", "python", "run");

    /// Says between its two steps that the first is done; the second takes the shell's place, to get its signals.
    private static final String INSTALLED = "installed";

    private static final String INSTALL_AND_RUN = "\"$0\" --install-only && echo " + INSTALLED + " && exec \"$0\"";

    private final CountDownLatch installed;
    private final ServerProcess process;

    private PythonServer(CountDownLatch installed, ServerProcess process) {
        this.installed = installed;
        this.process = process;
    }

    /// Installs it where that was not done yet, and starts it.
    static PythonServer start(Path home, PrintStream journal) throws IOException {
        Path script = ServerProcess.script(home, SCRIPT);
        if (!Ports.isFree(PORT)) {
            throw new IOException("Port " + PORT + " of this machine is taken, and the OSCAL server in Python has no "
                    + "setting for another. If an MCP server listens there, use it: postern demo --upstream " + URL
                    + ".");
        }
        journal.println(
                "Starting the OSCAL server in Python (where it is not installed yet, that takes a minute or two)");
        CountDownLatch installed = new CountDownLatch(1);
        List<String> command = List.of("/bin/sh", "-c", INSTALL_AND_RUN, script.toString());
        ServerProcess process = ServerProcess.start(command, journal, line -> isRoutine(line, installed));
        return new PythonServer(installed, process);
    }

    /// The server logs each request, and so does Postern.
    private static boolean isRoutine(String line, CountDownLatch installed) {
        if (line.equals(INSTALLED)) {
            installed.countDown();
            return true;
        }
        return line.startsWith("INFO:") || line.contains(" INFO ");
    }

    @Override
    public String url() {
        return URL;
    }

    @Override
    public List<String> calls() {
        return List.of("{\"name\":\"text_search_oscal\",\"arguments\":{\"query_text\":\"encryption\",\"limit\":2}}");
    }

    @Override
    public void awaitReady() throws IOException, InterruptedException {
        // One that answers while ours is still being installed is another's.
        process.awaitReady(() -> installed.getCount() == 0 && takesConnections());
        // Where another was faster to take the port, ours ends now.
        process.refuseWhereItEndsSoon();
    }

    private static boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
