package dev.postern.config;

import java.util.Optional;

/// Reads the files that settings name: secrets, which are never written as a value, and certificates.
@FunctionalInterface
public interface TextFiles {
    /// The text of that file, empty where it cannot be read.
    Optional<String> read(String file);
}
