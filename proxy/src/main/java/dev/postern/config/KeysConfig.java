package dev.postern.config;

import java.time.Duration;

/// How issuers' keys are fetched and kept.
///
/// @param cooldown the least time between two fetches for key ids that are not known
/// @param maxStale how long known keys are used while the issuer cannot be reached
/// @param fetchTimeout for a whole fetch, from connecting to the last byte
/// @param maxBytes of one answer, after decoding
/// @param insecureHttpIssuer whether `http` is allowed beyond loopback
public record KeysConfig(
        Duration cooldown, Duration maxStale, Duration fetchTimeout, int maxBytes, boolean insecureHttpIssuer) {}
