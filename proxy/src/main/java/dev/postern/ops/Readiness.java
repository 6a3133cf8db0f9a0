package dev.postern.ops;

import dev.postern.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Whether new requests should be sent here, and if not, why.
final class Readiness {
    private final KeyReadiness keys;
    private final UpstreamProbe upstream;
    private final AuditTrail trail;
    private final BooleanSupplier draining;

    Readiness(KeyReadiness keys, UpstreamProbe upstream, AuditTrail trail, BooleanSupplier draining) {
        this.keys = keys;
        this.upstream = upstream;
        this.trail = trail;
        this.draining = draining;
    }

    /// What is not ready and why, empty where everything is.
    Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        put(troubles, "draining", draining.getAsBoolean() ? "Postern is stopping" : null);
        put(troubles, "issuer", keys.trouble());
        put(troubles, "upstream", upstream.trouble());
        put(troubles, "audit_log", trail.trouble());
        return troubles;
    }

    /// What works and deserves a look all the same.
    Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>(keys.notes());
        put(notes, "audit_log", trail.loss());
        return notes;
    }

    private static void put(Map<String, String> troubles, String part, @Nullable String trouble) {
        if (trouble != null) {
            troubles.put(part, trouble);
        }
    }
}
