package dev.postern.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One command of `postern` at work: its jar, as a process of a user with a configuration folder of their own.
final class CommandLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandLine(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// How it ended.
    record Ended(int code, String out, String err) {}

    static CommandLine started(Path configuration, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Stack.TARGET.resolve("postern.jar").toString()));
        command.addAll(List.of(words));
        try {
            Path out = Files.createTempFile(configuration, "out", ".txt");
            Path err = Files.createTempFile(configuration, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("XDG_CONFIG_HOME", configuration.toString());
            builder.environment().put("POSTERN_HOME", configuration.toString());
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new CommandLine(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The login page it asks the person to open.
    String page() {
        return awaited(err, "  http")
                .lines()
                .filter(line -> line.startsWith("  http"))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    /// What it has said on standard output once these words are there.
    String said(String words) {
        return awaited(out, words);
    }

    private String awaited(Path file, String words) {
        for (Instant end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); pause()) {
            String text = text(file);
            // Whole lines only.
            if (text.indexOf('\n', Math.max(0, text.lastIndexOf(words))) > 0 && text.contains(words)) {
                return text;
            }
            if (!process.isAlive()) {
                break;
            }
        }
        throw new IllegalStateException("It did not say «" + words + "»: " + text(out) + text(err));
    }

    /// It, and all that it started.
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /// Asks it to end, and waits for that.
    Ended terminated() {
        process.toHandle().destroy();
        return ended();
    }

    /// Types a line.
    CommandLine type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for the end.
    Ended ended() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("It does not end: " + text(err));
            }
            return new Ended(process.exitValue(), text(out), text(err));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }
}
