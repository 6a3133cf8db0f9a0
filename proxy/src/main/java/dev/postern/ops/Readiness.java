package dev.postern.ops;

import dev.postern.audit.AuditLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Whether new requests should be sent here, and if not, why.
final class Readiness {
    private final KeyReadiness keys;
    private final UpstreamProbe upstream;
    private final AuditLog log;
    private final BooleanSupplier draining;

    Readiness(KeyReadiness keys, UpstreamProbe upstream, AuditLog log, BooleanSupplier draining) {
        this.keys = keys;
        this.upstream = upstream;
        this.log = log;
        this.draining = draining;
    }

    /// What is not ready and why, empty where everything is.
    Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        put(troubles, "draining", draining.getAsBoolean() ? "Postern is stopping" : null);
        put(troubles, "issuer", keys.trouble());
        put(troubles, "upstream", upstream.trouble());
        put(troubles, "audit_log", log.healthy() ? null : "lines cannot be written to standard output");
        return troubles;
    }

    private static void put(Map<String, String> troubles, String part, @Nullable String trouble) {
        if (trouble != null) {
            troubles.put(part, trouble);
        }
    }
}
