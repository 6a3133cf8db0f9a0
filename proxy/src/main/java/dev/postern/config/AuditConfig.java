package dev.postern.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is written down of each request, where, and what follows when it cannot be.
///
/// @param required whether nothing may pass that could not be written down
/// @param file a file of records
/// @param syslog a receiver of syslog messages
/// @param otlp a collector of OpenTelemetry
/// @param arguments of which tools and prompts the arguments are written down: names and globs
/// @param redacted fields whose values are left out of them, besides those that are by default
public record AuditConfig(
        boolean required,
        @Nullable AuditFile file,
        @Nullable SyslogReceiver syslog,
        @Nullable OtlpCollector otlp,
        List<Glob> arguments,
        List<String> redacted) {
    /// Only the line per request on standard output.
    public static final AuditConfig NONE = new AuditConfig(true, null, null, null, List.of(), List.of());

    public AuditConfig {
        arguments = List.copyOf(arguments);
        redacted = List.copyOf(redacted);
    }
}
