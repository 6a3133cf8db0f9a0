package dev.postern.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the authorization server keeps what it must not forget.
public sealed interface StoreConfig {

    /// What it encrypts with; empty where the keys are in the folder, and made there at the first start.
    Optional<SealKeys> sealKeys();

    /// A file of our own in a folder, for one process.
    ///
    /// @param keys null for those in the folder
    record Embedded(Path dataDir, @Nullable SealKeys keys) implements StoreConfig {
        @Override
        public Optional<SealKeys> sealKeys() {
            return Optional.ofNullable(keys);
        }
    }

    /// PostgreSQL, for any number of replicas.
    ///
    /// @param url as the driver wants it, without user and password
    /// @param needsProvenServer whether the server must show a certificate for its name
    /// @param keys the same for all replicas
    record Postgres(String url, boolean needsProvenServer, String user, StorePassword password, SealKeys keys)
            implements StoreConfig {
        @Override
        public Optional<SealKeys> sealKeys() {
            return Optional.of(keys);
        }
    }
}
