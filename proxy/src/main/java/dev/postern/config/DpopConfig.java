package dev.postern.config;

import java.time.Duration;
import java.util.Set;

/// Proof of possession at the application level (RFC 9449).
///
/// @param required whether tokens that are bound to no key are refused
/// @param algorithms accepted in proofs
/// @param maxAge of a proof
/// @param nonces whether proofs must contain a nonce of ours (RFC 9449 §9)
public record DpopConfig(boolean required, Set<String> algorithms, Duration maxAge, boolean nonces) {
    public DpopConfig {
        algorithms = Set.copyOf(algorithms);
        if (maxAge.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("a proof is good for five minutes at most");
        }
    }
}
