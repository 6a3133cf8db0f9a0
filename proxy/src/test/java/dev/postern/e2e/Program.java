package dev.postern.e2e;

import dev.postern.counterparts.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/// A server that runs as a process of its own, with its output in a file, until it is closed.
final class Program implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final int LINES_SHOWN = 40;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread hook;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.hook = new Thread(this::end);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Program started(String name, Path logs, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(logs);
            Path log = logs.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new Program(name, builder.redirectOutput(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start: " + e.getMessage(), e);
        }
    }

    Program awaitAnswer(URI address, Duration patience, IntPredicate status) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            for (Instant end = Instant.now().plus(patience); Instant.now().isBefore(end); pause()) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(name + " ended with " + process.exitValue() + "\n" + tail());
                }
                if (answers(client, request, status)) {
                    return this;
                }
            }
        }
        close();
        throw new IllegalStateException(name + " did not answer at " + address + " in " + patience + "\n" + tail());
    }

    /// The processor time it has used.
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tail() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    private static boolean answers(HttpClient client, HttpRequest request, IntPredicate status) {
        try {
            return status.test(client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end();
        forgetHook();
    }

    /// Lets the process and all it started stand still: they keep their connections and answer nothing.
    void freeze() {
        signal("-STOP");
    }

    /// Lets it go on after a [#freeze].
    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .forEach(each ->
                        new Command(Path.of("."), STOP).run(List.of("kill", signal, Long.toString(each.pid()))));
    }

    /// Asks the process and all it started to end, waits, and then insists.
    private void end() {
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The hooks run already.
        }
    }
}
