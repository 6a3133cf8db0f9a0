package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionTest {
    /// Recorded by hand, so that a changed default or a new option is a decision.
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("upstream", ""),
            Map.entry("auth-resource-server-url", ""),
            Map.entry("auth-required-scopes", ""),
            Map.entry("policy", ""),
            Map.entry("auth-issuer-url", ""),
            Map.entry("auth-tenants", ""),
            Map.entry("auth-audience", ""),
            Map.entry("auth-algorithms", ""),
            Map.entry("auth-jwks-url", ""),
            Map.entry("auth-provider", "generic"),
            Map.entry("auth-claims", ""),
            Map.entry("auth-scope-names", ""),
            Map.entry("auth-introspection-url", ""),
            Map.entry("auth-introspection-client-id", ""),
            Map.entry("auth-introspection-client-secret-file", ""),
            Map.entry("auth-introspection-client-secret", ""),
            Map.entry("auth-introspection-client-authentication", "client_secret_basic"),
            Map.entry("auth-introspection-key-file", ""),
            Map.entry("auth-introspection-key-id", ""),
            Map.entry("auth-introspection-signed-answers", "false"),
            Map.entry("auth-introspection-remember", "30s"),
            Map.entry("auth-introspection-tokens", "opaque"),
            Map.entry("auth-ca-file", ""),
            Map.entry("outbound-proxy", ""),
            Map.entry("auth-dpop", "off"),
            Map.entry("auth-dpop-nonces", "false"),
            Map.entry("auth-token-type", "lenient"),
            Map.entry("auth-clock-skew", "30s"),
            Map.entry("auth-jwks-cooldown", "30s"),
            Map.entry("auth-jwks-max-stale", "24h"),
            Map.entry("listen", "127.0.0.1:8080"),
            Map.entry("allowed-origins", ""),
            Map.entry("trusted-proxies", ""),
            Map.entry("client-certificate-header", "none"),
            Map.entry("max-connections", "10000"),
            Map.entry("max-connections-per-address", "5000"),
            Map.entry("max-streams-per-address", "2000"),
            Map.entry("max-streams-per-subject", "1000"),
            Map.entry("max-bad-tokens-per-second", "100"),
            Map.entry("rate-limit-store", ""),
            Map.entry("rate-limit-store-password-file", ""),
            Map.entry("rate-limit-store-password", ""),
            Map.entry("rate-limit-store-ca-file", ""),
            Map.entry("rate-limit-store-prefix", "postern"),
            Map.entry("upstream-connect-timeout", "2s"),
            Map.entry("upstream-timeout", "5m"),
            Map.entry("forward-headers", ""),
            Map.entry("identity-headers", ""),
            Map.entry("session-key-file", ""),
            Map.entry("identity-assertion", "false"),
            Map.entry("identity-assertion-key-file", ""),
            Map.entry("upstream-credential-file", ""),
            Map.entry("upstream-exchange-client-id", ""),
            Map.entry("upstream-exchange-client-secret-file", ""),
            Map.entry("upstream-exchange-client-secret", ""),
            Map.entry("upstream-exchange-client-authentication", "client_secret_basic"),
            Map.entry("upstream-exchange-key-file", ""),
            Map.entry("upstream-exchange-key-id", ""),
            Map.entry("upstream-exchange-url", ""),
            Map.entry("upstream-exchange-audience", ""),
            Map.entry("upstream-exchange-resource", ""),
            Map.entry("upstream-exchange-scopes", ""),
            Map.entry("max-body-mebibytes", "1024"),
            Map.entry("max-judged-body-kibibytes", "1024"),
            Map.entry("stream-keep-alive", "25s"),
            Map.entry("authserver", "off"),
            Map.entry("authserver-url", ""),
            Map.entry("authserver-scopes", ""),
            Map.entry("authserver-scope-words", ""),
            Map.entry("authserver-allow", ""),
            Map.entry("authserver-users-file", ""),
            Map.entry("authserver-preset", "generic"),
            Map.entry("authserver-provider-url", ""),
            Map.entry("authserver-client-id", ""),
            Map.entry("authserver-client-secret-file", ""),
            Map.entry("authserver-redirect-schemes", "cursor,vscode,vscode-insiders,windsurf"),
            Map.entry("authserver-clients-file", ""),
            Map.entry("authserver-assertion-issuers", ""),
            Map.entry("authserver-insecure-local-client-metadata", "false"),
            Map.entry("data-dir", ""),
            Map.entry("store-url", ""),
            Map.entry("store-user", ""),
            Map.entry("store-password-file", ""),
            Map.entry("store-key-file", ""),
            Map.entry("audit", "required"),
            Map.entry("audit-file", ""),
            Map.entry("audit-file-mebibytes", "100"),
            Map.entry("audit-file-age", "24h"),
            Map.entry("audit-file-kept", "30"),
            Map.entry("audit-file-sync", "false"),
            Map.entry("audit-chain", "false"),
            Map.entry("audit-chain-key-file", ""),
            Map.entry("audit-syslog", ""),
            Map.entry("audit-otlp", ""),
            Map.entry("audit-otlp-headers-file", ""),
            Map.entry("audit-ca-file", ""),
            Map.entry("audit-arguments", ""),
            Map.entry("audit-redact", ""),
            Map.entry("ops-listen", "127.0.0.1:9090"),
            Map.entry("log-format", "text"),
            Map.entry("drain-timeout", "30s"),
            Map.entry("config", ""),
            Map.entry("insecure-http-issuer", "false"),
            Map.entry("insecure-streams-outlive-tokens", "false"),
            Map.entry("insecure-no-auth", "false"));

    @Test
    void everyOptionHasTheDefaultThatIsRecorded() {
        for (Option option : Option.values()) {
            assertThat(DEFAULTS).containsEntry(option.optionName(), option.defaultText());
        }
        assertThat(DEFAULTS).hasSameSizeAs(Option.values());
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void everyOptionHasAFlagAndAVariable(Option option) {
        assertThat(option.flag()).matches("--[a-z-]+");
        assertThat(option.environmentNames().getFirst()).matches("POSTERN_[A-Z_]+");
        assertThat(option.meaning()).endsWith(".");
        assertThat(option.example()).isNotEmpty();
    }

    @Test
    void everyAuthOptionHasTheVariableThatUsersOfTheOscalServerKnow() {
        assertThat(Option.AUTH_ISSUER_URL.environmentNames())
                .containsExactly("POSTERN_AUTH_ISSUER_URL", "OSCAL_AUTH_ISSUER_URL");
        assertThat(Option.AUTH_REQUIRED_SCOPES.environmentNames()).contains("OSCAL_AUTH_REQUIRED_SCOPES");
        assertThat(Option.LISTEN.environmentNames()).isEqualTo(List.of("POSTERN_LISTEN"));
    }
}
