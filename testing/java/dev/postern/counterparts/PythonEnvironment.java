package dev.postern.counterparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A virtual environment with exactly the packages of one requirements file, made once and kept until that file
/// changes.
public record PythonEnvironment(Path home) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration ASKING = Duration.ofSeconds(20);

    public static PythonEnvironment prepared(Path home, Path requirements) {
        try {
            Path stamp = home.resolve("requirements.installed");
            String wanted = Files.readString(requirements);
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
                install(home, requirements);
                Files.writeString(stamp, wanted);
            }
            return new PythonEnvironment(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void install(Path home, Path requirements) throws IOException {
        Files.createDirectories(home);
        Command command = new Command(home, PATIENCE);
        command.run(List.of(interpreter(home), "-m", "venv", "--clear", home.toString()));
        command.run(List.of(
                home.resolve("bin/pip").toString(),
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "--requirement",
                requirements.toAbsolutePath().toString()));
    }

    private static String interpreter(Path folder) {
        return Stream.of("python3", "python3.14", "python3.13", "python3.12", "python3.11")
                .filter(name -> isNewEnough(folder, name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The end-to-end suite needs Python 3.11 or newer."));
    }

    private static boolean isNewEnough(Path folder, String name) {
        try {
            new Command(folder, ASKING)
                    .run(List.of(name, "-c", "import sys, venv; sys.exit(sys.version_info < (3, 11))"));
            return true;
        } catch (IllegalStateException | UncheckedIOException _) {
            return false;
        }
    }
}
