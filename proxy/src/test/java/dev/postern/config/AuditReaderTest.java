package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditReaderTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> FILES = Map.of(
            "/run/key", KEY + "\n", "/run/short", "abc\n", "/run/headers", "X-Tenant: a\n", "/run/bad", "no header\n");

    private static ConfigResult read(Map<Option, String> given) {
        Map<Option, List<String>> flags = new EnumMap<>(Option.class);
        flags.put(Option.UPSTREAM, List.of("http://127.0.0.1:8000/mcp"));
        flags.put(Option.INSECURE_NO_AUTH, List.of("true"));
        given.forEach((option, text) -> flags.put(option, List.of(text)));
        return ConfigReader.read(
                Settings.of(flags, Map.of(), Map.<Option, List<RawValue>>of()),
                file -> Optional.ofNullable(FILES.get(file)));
    }

    private static AuditConfig audit(Map<Option, String> given) {
        ConfigResult result = read(given);
        assertThat(result).isInstanceOf(ConfigResult.Complete.class);
        return ((ConfigResult.Complete) result).config().audit();
    }

    @Test
    void nothingAskedIsOnlyStandardOutputWhichIsRequired() {
        assertThat(audit(Map.of())).isEqualTo(AuditConfig.NONE);
    }

    @Test
    void readsAFileAndItsDefaults() {
        AuditFile file = Objects.requireNonNull(
                audit(Map.of(Option.AUDIT_FILE, "/var/log/audit.jsonl")).file());

        assertThat(file)
                .isEqualTo(new AuditFile(
                        Path.of("/var/log/audit.jsonl"), 100L << 20, Duration.ofHours(24), 30, false, null));
    }

    @Test
    void aKeyTurnsTheChainOnAndIsNeverPrinted() {
        AuditConfig audit = audit(Map.of(Option.AUDIT_FILE, "/a", Option.AUDIT_CHAIN_KEY_FILE, "/run/key"));

        assertThat(Objects.requireNonNull(audit.file()).chain()).isEqualTo(new AuditChain(KEY));
        assertThat(audit.toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "udp://logs, UDP, logs, 514",
        "tcp://127.0.0.1, TCP, 127.0.0.1, 601",
        "tls://logs.example.com, TLS, logs.example.com, 6514",
        "TLS://logs:1234/, TLS, logs, 1234"
    })
    void readsASyslogReceiver(String url, SyslogReceiver.Transport transport, String host, int port) {
        assertThat(audit(Map.of(Option.AUDIT_SYSLOG, url)).syslog())
                .isEqualTo(new SyslogReceiver(transport, host, port, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4318, http://127.0.0.1:4318/v1/logs",
        "https://c.example.com/, https://c.example.com/v1/logs",
        "https://c.example.com/otlp/v1/logs, https://c.example.com/otlp/v1/logs"
    })
    void readsACollectorAndItsUsualPath(String url, String endpoint) {
        OtlpCollector collector = Objects.requireNonNull(
                audit(Map.of(Option.AUDIT_OTLP, url, Option.AUDIT_OTLP_HEADERS_FILE, "/run/headers"))
                        .otlp());

        assertThat(collector.url()).hasToString(endpoint);
        assertThat(collector.headers()).containsExactly(Map.entry("X-Tenant", "a"));
        assertThat(collector.toString()).doesNotContain("X-Tenant");
    }

    @Test
    void allStandsForEveryName() {
        AuditConfig audit = audit(Map.of(
                Option.AUDIT,
                "best-effort",
                Option.AUDIT_ARGUMENTS,
                "all",
                Option.AUDIT_REDACT,
                "iban,$.params.arguments.a[*].b"));

        assertThat(audit.required()).isFalse();
        assertThat(audit.arguments()).containsExactly(new Glob("*"));
        assertThat(audit.redacted()).containsExactly("iban", "$.params.arguments.a[*].b");
    }

    @ParameterizedTest
    @CsvSource({
        "AUDIT, sometimes, is neither required nor best-effort",
        "AUDIT_SYSLOG, unix:///dev/log, 'has none of the schemes udp, tcp and tls'",
        "AUDIT_SYSLOG, tcp://logs/path, 'is not a scheme, a host and a port'",
        "AUDIT_OTLP, ftp://c, 'has the scheme ftp, not http or https'",
        "AUDIT_FILE_AGE, 1s, is less than 1m",
        "AUDIT_FILE_KEPT, 0, is not a whole number from 1 to 10000",
        "AUDIT_CHAIN_KEY_FILE, /run/short, has less than 32 characters in it",
        "AUDIT_CHAIN_KEY_FILE, /run/absent, cannot be read",
        "AUDIT_CHAIN, true, is of no use without --audit-file",
        "AUDIT_OTLP_HEADERS_FILE, /run/bad, 'has a line in it that is not name: value'",
        "AUDIT_REDACT, $.a.b, is no path below $.params",
        "AUDIT_ARGUMENTS, a**, 'has two * in a row, where one stands for / too'"
    })
    void saysWhatIsWrong(Option option, String text, String why) {
        ConfigResult result = read(Map.of(option, text));

        assertThat(result).isInstanceOf(ConfigResult.Faulty.class);
        assertThat(((ConfigResult.Faulty) result).problems()).anyMatch(problem -> problem.contains(why));
    }
}
