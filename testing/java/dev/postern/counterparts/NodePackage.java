package dev.postern.counterparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A folder of scripts for Node, copied beside the packages of its lock file, which are installed once and kept until
/// that file changes.
public record NodePackage(Path folder) {
    private static final Duration INSTALL = Duration.ofMinutes(10);
    private static final Duration ASKING = Duration.ofSeconds(20);

    /// Whether this machine has Node.
    public static boolean canRun() {
        try {
            new Command(Path.of("."), ASKING).run(List.of("node", "--version"));
            return true;
        } catch (IllegalStateException | UncheckedIOException _) {
            return false;
        }
    }

    public static NodePackage installed(Path scripts, String name, Path work) {
        NodePackage installed = copied(scripts, name, work);
        installed.install();
        return installed;
    }

    /// Scripts that need no packages.
    public static NodePackage copied(Path scripts, String name, Path work) {
        Path target = work.resolve(name);
        try (Stream<Path> files = Files.list(scripts.resolve(name))) {
            Files.createDirectories(target);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(target.resolve(String.valueOf(file.getFileName())), Files.readAllBytes(file));
            }
            return new NodePackage(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path script(String name) {
        return folder.resolve(name);
    }

    private void install() {
        try {
            Path stamp = folder.resolve("lock.installed");
            String wanted = Files.readString(folder.resolve("package-lock.json"));
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
                new Command(folder, INSTALL).run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
                Files.writeString(stamp, wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
