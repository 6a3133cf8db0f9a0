package dev.postern.oscal.mcp;

import java.util.List;

/// The protocol as a request speaks it: each request for itself, or after `initialize`.
public sealed interface Generation {
    String MODERN = "2026-07-28";
    String LATEST_LEGACY = "2025-11-25";

    /// Those with `initialize`, newest first. What came before 2025-03-26 had another transport over HTTP, and the same
    /// messages.
    List<String> LEGACY = List.of(LATEST_LEGACY, "2025-06-18", "2025-03-26", "2024-11-05");

    String version();

    /// Stateless, from 2026-07-28 on.
    record Modern(String version) implements Generation {}

    /// With `initialize`, until 2025-11-25.
    record Legacy(String version) implements Generation {}

    static List<String> supportedVersions() {
        return List.of(MODERN, LATEST_LEGACY, "2025-06-18", "2025-03-26");
    }
}
