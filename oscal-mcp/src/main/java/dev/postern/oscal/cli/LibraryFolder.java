package dev.postern.oscal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a library is that nobody named: in the user's folder for data.
final class LibraryFolder {
    private LibraryFolder() {}

    static Path standard(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_DATA_HOME", "");
        Path data = named.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(named);
        return data.resolve("postern-oscal").resolve("library");
    }

    /// What to serve: the folder that was named, else the standard one where it is there.
    static Optional<Path> of(String named, Map<String, String> environment) {
        return named.isBlank()
                ? Optional.of(standard(environment)).filter(Files::isDirectory)
                : Optional.of(Path.of(named));
    }
}
