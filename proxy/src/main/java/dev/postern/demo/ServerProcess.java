package dev.postern.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// A server of this checkout as a process: its words go to whoever started it, and it ends with all that it started.
final class ServerProcess implements AutoCloseable {
    private static final String OTHER = "Any other MCP server will do as well: postern demo --upstream URL.";
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LAST_DOUBT = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final PrintStream journal;
    private final Predicate<String> isRoutine;
    private final Thread copier = Thread.ofVirtual().unstarted(this::copyOutput);
    private volatile boolean closing;

    private ServerProcess(Process process, PrintStream journal, Predicate<String> isRoutine) {
        this.process = process;
        this.journal = journal;
        this.isRoutine = isRoutine;
    }

    /// A script of the checkout.
    ///
    /// @throws IOException with a sentence where there is none
    static Path script(Path home, Path name) throws IOException {
        Path script = home.resolve(name);
        if (!Files.isExecutable(script)) {
            throw new IOException("The OSCAL server is not here: there is no " + script + ". " + OTHER);
        }
        return script.toAbsolutePath();
    }

    /// @param isRoutine told each line it says; what is not routine is shown
    static ServerProcess start(List<String> command, PrintStream journal, Predicate<String> isRoutine)
            throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ServerProcess server = new ServerProcess(process, journal, isRoutine);
        server.copier.start();
        return server;
    }

    /// Waits until it is ready.
    ///
    /// @throws IOException with a sentence where it ends instead
    void awaitReady(BooleanSupplier ready) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long nextSign = begun + BETWEEN_SIGNS_OF_LIFE.toNanos();
        while (!ready.getAsBoolean()) {
            refuseWhereEnded(POLL);
            if (System.nanoTime() - nextSign > 0) {
                nextSign += BETWEEN_SIGNS_OF_LIFE.toNanos();
                journal.println("  ... still at it after "
                        + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
            }
        }
        Thread.ofVirtual().start(this::tellEnd);
    }

    void refuseWhereItEndsSoon() throws IOException, InterruptedException {
        refuseWhereEnded(LAST_DOUBT);
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
        try {
            // Ctrl-C reaches both of us, and then it is no news.
            Thread.sleep(LAST_DOUBT);
        } catch (InterruptedException _) {
            return;
        }
        if (!closing) {
            journal.println("The OSCAL server ended (exit code " + code + "); Postern answers 502 now.");
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
        if (!isRoutine.test(line) && !closing) {
            journal.println("  [oscal] " + line);
        }
    }

    @Override
    public void close() {
        closing = true;
        List<ProcessHandle> tree = process.descendants().toList();
        // Not Process.destroy(): that closes the pipe first, and what is said last would kill the speaker.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
