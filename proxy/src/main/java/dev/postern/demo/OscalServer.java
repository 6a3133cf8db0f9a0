package dev.postern.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The OSCAL MCP server of this checkout, as a process of its own.
public final class OscalServer implements AutoCloseable {
    public static final int PORT = 8000;
    public static final String URL = "http://127.0.0.1:" + PORT + "/mcp";

    private static final Path SCRIPT = Path.of("oscal-mcp", "python", "run");
    private static final String OTHER = "Any other MCP server will do as well: postern demo --upstream URL.";
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LAST_DOUBT = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final long PATIENCE_SECONDS = 10;

    /// Says between its two steps that the first is done; the second takes the shell's place, to get its signals.
    private static final String INSTALLED = "installed";

    private static final String INSTALL_AND_RUN = "\"$0\" --install-only && echo " + INSTALLED + " && exec \"$0\"";

    private final Process process;
    private final PrintStream journal;
    private final Thread copier = Thread.ofVirtual().unstarted(this::copyOutput);
    private volatile boolean installed;
    private volatile boolean closing;

    private OscalServer(Process process, PrintStream journal) {
        this.process = process;
        this.journal = journal;
    }

    /// Installs it where that was not done yet, and starts it.
    ///
    /// @param home the checkout
    /// @param journal where it says how it goes
    /// @throws IOException with a sentence where it cannot be started
    public static OscalServer start(Path home, PrintStream journal) throws IOException {
        Path script = home.resolve(SCRIPT);
        if (!Files.isExecutable(script)) {
            throw new IOException("The OSCAL server is not here: there is no " + script + ". " + OTHER);
        }
        if (!Ports.isFree(PORT)) {
            throw new IOException("Port " + PORT + " of this machine is taken, and the OSCAL server has no setting for "
                    + "another. If an MCP server listens there, use it: postern demo --upstream " + URL + ".");
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", INSTALL_AND_RUN, script.toString());
        OscalServer server = new OscalServer(builder.redirectErrorStream(true).start(), journal);
        server.copier.start();
        return server;
    }

    /// Waits until it takes connections.
    ///
    /// @throws IOException with a sentence where it ends instead
    public void awaitReady() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long nextSign = begun + BETWEEN_SIGNS_OF_LIFE.toNanos();
        // One that answers while ours is still being installed is another's.
        while (!installed || !takesConnections()) {
            refuseWhereEnded(POLL);
            if (System.nanoTime() - nextSign > 0) {
                nextSign += BETWEEN_SIGNS_OF_LIFE.toNanos();
                journal.println("  ... still at it after "
                        + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
            }
        }
        // Where another was faster to take the port, ours ends now.
        refuseWhereEnded(LAST_DOUBT);
        Thread.ofVirtual().start(this::tellEnd);
    }

    private void refuseWhereEnded(Duration within) throws IOException, InterruptedException {
        if (process.waitFor(within)) {
            copier.join(LAST_WORDS);
            throw new IOException("The OSCAL server did not start (exit code " + process.exitValue()
                    + "); the lines above say why. " + OTHER);
        }
    }

    private void tellEnd() {
        int code = process.onExit().join().exitValue();
        if (!closing) {
            journal.println("The OSCAL server ended (exit code " + code + "); Postern answers 502 now.");
        }
    }

    private static boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void copyOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::copyLine);
        } catch (IOException | UncheckedIOException e) {
            if (!closing) {
                journal.println("  [oscal] cannot be heard any more: " + e.getMessage());
            }
        }
    }

    private void copyLine(String line) {
        if (line.equals(INSTALLED)) {
            installed = true;
        } else if (!closing && !isRoutine(line)) {
            journal.println("  [oscal] " + line);
        }
    }

    /// The server logs each request, and so does Postern.
    private static boolean isRoutine(String line) {
        return line.startsWith("INFO:") || line.contains(" INFO ");
    }

    /// Ends the process and all that it started.
    @Override
    public void close() {
        closing = true;
        List<ProcessHandle> tree = process.descendants().toList();
        // Not Process.destroy(): that closes the pipe first, and what is said last would kill the speaker.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
