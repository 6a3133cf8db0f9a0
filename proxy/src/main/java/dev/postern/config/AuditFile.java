package dev.postern.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A file of audit records, and when a new one is begun.
///
/// @param path where it is; older ones have `.1`, `.2` … behind
/// @param maxBytes beyond which a new one is begun
/// @param maxAge after which a new one is begun
/// @param kept how many older ones stay
/// @param synced whether records count as written only once they are on the disk
/// @param chain how records are linked, null where they are not
public record AuditFile(
        Path path,
        long maxBytes,
        Duration maxAge,
        int kept,
        boolean synced,
        @Nullable AuditChain chain) {}
