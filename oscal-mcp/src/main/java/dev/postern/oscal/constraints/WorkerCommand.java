package dev.postern.oscal.constraints;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How the process is started.
public record WorkerCommand(List<String> words) {
    private static final Duration IDLE = Duration.ofMinutes(5);

    public WorkerCommand {
        words = List.copyOf(words);
    }

    /// The JVM that this one is, bounded, with what it learnt from a training where that is beside the jar.
    public static WorkerCommand of(Path jar) {
        Path cache = cache(jar);
        return of(jar, Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of());
    }

    /// A run that writes that file when it ends.
    public static WorkerCommand training(Path jar) {
        return of(jar, List.of("-XX:AOTCacheOutput=" + cache(jar)));
    }

    private static WorkerCommand of(Path jar, List<String> more) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx384m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xlog:aot*=off:stderr",
                "-Xlog:cds*=off:stderr"));
        words.addAll(more);
        words.addAll(List.of("-jar", jar.toString(), Long.toString(IDLE.toSeconds())));
        return new WorkerCommand(words);
    }

    private static Path cache(Path jar) {
        return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "") + ".aot");
    }
}
