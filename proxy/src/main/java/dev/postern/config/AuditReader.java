package dev.postern.config;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what is to be written down of requests, and where.
final class AuditReader {
    private static final Durations AGE = new Durations(Duration.ofMinutes(1), Duration.ofDays(366));
    private static final int MOST_MEBIBYTES = 1_000_000;
    private static final long MEBIBYTE = 1024L * 1024;
    private static final int MOST_KEPT = 10_000;

    private final Values values;
    private final TextFiles files;

    AuditReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    AuditConfig read() {
        boolean required = values.one(Option.AUDIT, AuditReader::parseRequired, true);
        List<X509Certificate> authorities = values.one(Option.AUDIT_CA_FILE, this::parseAuthorities, List.of());
        SyslogReceiver syslog = values.optional(Option.AUDIT_SYSLOG, text -> SyslogReceiver.parse(text, authorities))
                .orElse(null);
        List<String> redacted = values.many(Option.AUDIT_REDACT, AuditReader::parseField);
        List<Glob> arguments = values.many(Option.AUDIT_ARGUMENTS, AuditReader::parseGlob);
        needs(Option.AUDIT_REDACT, Option.AUDIT_ARGUMENTS);
        return new AuditConfig(required, file(), syslog, otlp(authorities), arguments, redacted);
    }

    private static Parsed<Boolean> parseRequired(String text) {
        return switch (text) {
            case "required" -> new Parsed.Value<>(true);
            case "best-effort" -> new Parsed.Value<>(false);
            default -> new Parsed.Fault<>("is neither required nor best-effort");
        };
    }

    private @Nullable AuditFile file() {
        AuditChain chain = chain();
        long maxBytes = values.count(Option.AUDIT_FILE_MEBIBYTES, MOST_MEBIBYTES) * MEBIBYTE;
        Duration maxAge = values.one(Option.AUDIT_FILE_AGE, AGE::parse, Duration.ZERO);
        int kept = values.count(Option.AUDIT_FILE_KEPT, MOST_KEPT);
        boolean synced = values.isOn(Option.AUDIT_FILE_SYNC);
        needs(Option.AUDIT_CHAIN, Option.AUDIT_FILE);
        needs(Option.AUDIT_CHAIN_KEY_FILE, Option.AUDIT_FILE);
        needs(Option.AUDIT_FILE_SYNC, Option.AUDIT_FILE);
        return values.optional(Option.AUDIT_FILE, AuditReader::parsePath)
                .map(path -> new AuditFile(path, maxBytes, maxAge, kept, synced, chain))
                .orElse(null);
    }

    private void needs(Option option, Option other) {
        if (values.isWritten(option) && !values.isGiven(other)) {
            values.problem("%s is of no use without %s; expected for example %s."
                    .formatted(option.flag(), other.flag(), other.example()));
        }
    }

    private static Parsed<Path> parsePath(String text) {
        try {
            return new Parsed.Value<>(Path.of(text).toAbsolutePath());
        } catch (IllegalArgumentException _) {
            return new Parsed.Fault<>("is no name of a file");
        }
    }

    private @Nullable AuditChain chain() {
        Optional<AuditChain> keyed = values.optional(Option.AUDIT_CHAIN_KEY_FILE, this::parseKey);
        return keyed.orElseGet(() -> values.isOn(Option.AUDIT_CHAIN) ? new AuditChain(null) : null);
    }

    private Parsed<AuditChain> parseKey(String file) {
        Optional<String> key = files.read(file).map(String::strip);
        if (key.isEmpty()) {
            return new Parsed.Fault<>("cannot be read");
        }
        return key.get().length() < AuditChain.LEAST
                ? new Parsed.Fault<>("has less than " + AuditChain.LEAST + " characters in it")
                : new Parsed.Value<>(new AuditChain(key.get()));
    }

    private @Nullable OtlpCollector otlp(List<X509Certificate> authorities) {
        needs(Option.AUDIT_OTLP_HEADERS_FILE, Option.AUDIT_OTLP);
        Map<String, String> headers = values.one(Option.AUDIT_OTLP_HEADERS_FILE, this::parseHeaders, Map.of());
        Optional<URI> url = values.optional(Option.AUDIT_OTLP, OtlpCollector::parseUrl);
        return url.map(known -> new OtlpCollector(known, headers, authorities)).orElse(null);
    }

    private Parsed<Map<String, String>> parseHeaders(String file) {
        Optional<String> text = files.read(file);
        if (text.isEmpty()) {
            return new Parsed.Fault<>("cannot be read");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : text.get().lines().toList()) {
            int colon = line.indexOf(':');
            boolean shaped = colon > 0
                    && line.substring(0, colon).matches("[A-Za-z0-9-]+")
                    && line.substring(colon + 1).chars().allMatch(c -> c >= 0x20 && c < 0x7f);
            if (!shaped && !line.isBlank()) {
                return new Parsed.Fault<>("has a line in it that is not name: value");
            }
            if (shaped) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new Parsed.Value<>(headers);
    }

    private Parsed<List<X509Certificate>> parseAuthorities(String file) {
        return files.read(file).map(Authorities::parse).orElseGet(() -> new Parsed.Fault<>("cannot be read"));
    }

    private static Parsed<Glob> parseGlob(String text) {
        String fault = Glob.fault(text);
        return fault.isEmpty()
                ? new Parsed.Value<>(new Glob(text.equals("all") ? "*" : text))
                : new Parsed.Fault<>(fault);
    }

    private static Parsed<String> parseField(String text) {
        boolean path = text.startsWith("$");
        return path && !text.matches("\\$\\.params(\\.[^.\\[\\]*]+|\\.\\*|\\[\\*])+")
                ? new Parsed.Fault<>("is no path below $.params")
                : new Parsed.Value<>(text);
    }
}
