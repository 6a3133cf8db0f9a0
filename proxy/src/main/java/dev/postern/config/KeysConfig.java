package dev.postern.config;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How issuers are called, and how their keys are kept.
///
/// @param cooldown the least time between two fetches for key ids that are not known
/// @param maxStale how long known keys are used while the issuer cannot be reached
/// @param fetchTimeout for a whole fetch, from connecting to the last byte
/// @param maxBytes of one answer, after decoding
/// @param insecureHttpIssuer whether `http` is allowed beyond loopback
/// @param authorities whose certificates an issuer may show, besides those the platform knows
/// @param proxy by which issuers beyond this machine are called, null where directly
public record KeysConfig(
        Duration cooldown,
        Duration maxStale,
        Duration fetchTimeout,
        int maxBytes,
        boolean insecureHttpIssuer,
        List<X509Certificate> authorities,
        @Nullable InetSocketAddress proxy) {
    public KeysConfig {
        authorities = List.copyOf(authorities);
    }

    /// Issuers whose certificates the platform knows.
    public KeysConfig(
            Duration cooldown, Duration maxStale, Duration fetchTimeout, int maxBytes, boolean insecureHttpIssuer) {
        this(cooldown, maxStale, fetchTimeout, maxBytes, insecureHttpIssuer, List.of(), null);
    }
}
