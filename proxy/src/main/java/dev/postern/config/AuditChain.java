package dev.postern.config;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// How the records of a file are linked, so that a change shows. Never printed.
///
/// @param key without which nobody can make such links; null where anybody can
public record AuditChain(@Nullable String key) {
    static final int LEAST = 32;

    /// The key's bytes, null where there is none.
    public byte @Nullable [] keyBytes() {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
