package dev.postern.config;

import java.util.Optional;

/// Reads secrets, which are named by their file and never written as a value.
@FunctionalInterface
public interface SecretFiles {
    /// The text of that file, empty where it cannot be read.
    Optional<String> read(String file);
}
