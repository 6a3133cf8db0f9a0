package dev.postern.counterparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A command that ends by itself: run in a folder, its standard output returned, its errors shown when it fails.
public record Command(Path folder, Map<String, String> environment, Duration patience) {
    public Command(Path folder, Duration patience) {
        this(folder, Map.of(), patience);
    }

    public Command {
        environment = Map.copyOf(environment);
    }

    public String run(List<String> words) {
        try {
            Path output = Files.createTempFile("e2e", ".out");
            Path errors = Files.createTempFile("e2e", ".err");
            try {
                boolean well = ended(words, output, errors);
                String text = Files.readString(output, StandardCharsets.UTF_8);
                if (!well) {
                    throw new IllegalStateException(words.getFirst() + " failed in " + folder + "\n" + text + "\n"
                            + Files.readString(errors, StandardCharsets.UTF_8));
                }
                return text;
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean ended(List<String> words, Path output, Path errors) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            return process.exitValue() == 0;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return false;
    }
}
