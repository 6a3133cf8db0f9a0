package dev.postern.config;

import static dev.postern.config.OptionGroup.CLIENTS;
import static dev.postern.config.OptionGroup.GUARDED;
import static dev.postern.config.OptionGroup.INSECURE;
import static dev.postern.config.OptionGroup.OPERATION;
import static dev.postern.config.OptionGroup.TOKENS;
import static dev.postern.config.OptionKind.LIST;
import static dev.postern.config.OptionKind.SCALAR;
import static dev.postern.config.OptionKind.SWITCH;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The one table of all options: name, default, example and meaning. Flag and variables follow from the name.
public enum Option {
    UPSTREAM(
            GUARDED,
            SCALAR,
            "upstream",
            "URL",
            "",
            "http://127.0.0.1:8000/mcp",
            "URL of the MCP endpoint behind Postern; required."),
    AUTH_RESOURCE_SERVER_URL(
            GUARDED,
            SCALAR,
            "auth-resource-server-url",
            "URL",
            "",
            "https://mcp.example.com/mcp",
            "Public URL of the MCP endpoint: the RFC 9728 resource and the path that is served; required."),
    AUTH_REQUIRED_SCOPES(
            GUARDED,
            LIST,
            "auth-required-scopes",
            "SCOPE",
            "",
            "mcp:use",
            "Scopes that every request needs. Default: none."),

    AUTH_ISSUER_URL(
            TOKENS,
            LIST,
            "auth-issuer-url",
            "URL",
            "",
            "https://id.example.com/realms/mcp",
            "Trusted issuer(s), byte for byte as in `iss`; required."),
    AUTH_AUDIENCE(
            TOKENS,
            LIST,
            "auth-audience",
            "AUDIENCE",
            "",
            "https://mcp.example.com/mcp",
            "Accepted audiences. Default: the resource URL and its origin."),
    AUTH_JWKS_URL(
            TOKENS,
            SCALAR,
            "auth-jwks-url",
            "URL",
            "",
            "https://id.example.com/realms/mcp/protocol/openid-connect/certs",
            "Where the issuer's keys are. Default: as its metadata says."),
    AUTH_PROVIDER(
            TOKENS,
            SCALAR,
            "auth-provider",
            "NAME",
            "generic",
            "keycloak",
            "How the issuer writes its tokens: `generic`, `keycloak`, `auth0`, `okta`, `entra`, `cognito`, `google`, `github` or `ping`."),
    AUTH_INTROSPECTION_URL(
            TOKENS,
            SCALAR,
            "auth-introspection-url",
            "URL",
            "",
            "https://id.example.com/realms/mcp/protocol/openid-connect/token/introspect",
            "Where to ask about opaque tokens (RFC 7662). Default: as the issuer's metadata says."),
    AUTH_INTROSPECTION_CLIENT_ID(
            TOKENS,
            SCALAR,
            "auth-introspection-client-id",
            "ID",
            "",
            "postern",
            "As which client to ask about opaque tokens; with a secret, this turns asking on."),
    AUTH_INTROSPECTION_CLIENT_SECRET_FILE(
            TOKENS,
            SCALAR,
            "auth-introspection-client-secret-file",
            "FILE",
            "",
            "/run/secrets/postern",
            "A file with that client's secret."),
    AUTH_INTROSPECTION_TOKENS(
            TOKENS,
            SCALAR,
            "auth-introspection-tokens",
            "WHICH",
            "opaque",
            "all",
            "About which tokens to ask: `opaque`; `opaque_and_foreign`: also JWTs of other issuers; `all`: the issuer's JWTs too."),
    AUTH_CA_FILE(
            TOKENS,
            SCALAR,
            "auth-ca-file",
            "FILE",
            "",
            "/etc/ssl/company-ca.pem",
            "A PEM file of authorities an issuer's certificate may come from, besides the well-known ones."),
    AUTH_DPOP(
            TOKENS,
            SCALAR,
            "auth-dpop",
            "USE",
            "off",
            "required",
            "Whether clients may prove possession of a key (RFC 9449): `off`, `accepted` or `required`."),
    AUTH_DPOP_NONCES(
            TOKENS,
            SWITCH,
            "auth-dpop-nonces",
            "",
            "false",
            "true",
            "Let proofs of possession contain a nonce of ours."),
    AUTH_TOKEN_TYPE(
            TOKENS,
            SCALAR,
            "auth-token-type",
            "TYPE",
            "lenient",
            "strict",
            "`strict`: only `at+jwt` (RFC 9068); `lenient`: also `JWT` or no `typ`, never an ID token."),
    AUTH_CLOCK_SKEW(
            TOKENS,
            SCALAR,
            "auth-clock-skew",
            "DURATION",
            "30s",
            "30s",
            "Allowed difference of clocks for `exp`, `nbf` and `iat`."),
    AUTH_JWKS_COOLDOWN(
            TOKENS,
            SCALAR,
            "auth-jwks-cooldown",
            "DURATION",
            "30s",
            "30s",
            "The least time between two fetches for key ids that are not known."),
    AUTH_JWKS_MAX_STALE(
            TOKENS,
            SCALAR,
            "auth-jwks-max-stale",
            "DURATION",
            "24h",
            "24h",
            "How long known keys are used while the issuer cannot be reached."),

    LISTEN(
            CLIENTS,
            SCALAR,
            "listen",
            "ADDRESS",
            "127.0.0.1:8080",
            "0.0.0.0:8080",
            "Address of the public listener; port 0 picks a free one and prints it."),
    ALLOWED_ORIGINS(
            CLIENTS,
            LIST,
            "allowed-origins",
            "ORIGIN",
            "",
            "https://app.example.com",
            "Browser origins let in. Default: the resource's own origin."),
    TRUSTED_PROXIES(
            CLIENTS,
            LIST,
            "trusted-proxies",
            "CIDR",
            "",
            "10.0.0.0/8",
            "Networks whose X-Forwarded-* and Forwarded are believed. Default: none."),
    MAX_CONNECTIONS(
            CLIENTS,
            SCALAR,
            "max-connections",
            "COUNT",
            "10000",
            "10000",
            "How many clients may be connected at once."),

    UPSTREAM_CONNECT_TIMEOUT(
            OptionGroup.UPSTREAM,
            SCALAR,
            "upstream-connect-timeout",
            "DURATION",
            "2s",
            "2s",
            "Time to connect to the upstream, else 502."),
    UPSTREAM_TIMEOUT(
            OptionGroup.UPSTREAM,
            SCALAR,
            "upstream-timeout",
            "DURATION",
            "5m",
            "5m",
            "Time to the upstream's response headers, else 504; never cuts a stream that has begun."),
    FORWARD_HEADERS(
            OptionGroup.UPSTREAM,
            LIST,
            "forward-headers",
            "NAME",
            "",
            "X-Tenant",
            "Request headers forwarded besides those of MCP and HTTP. Default: none."),
    STREAM_KEEP_ALIVE(
            OptionGroup.UPSTREAM,
            SCALAR,
            "stream-keep-alive",
            "DURATION",
            "25s",
            "0s",
            "After how much silence an event stream gets a comment, so that nobody on the way takes it for dead; `0s` for never."),

    OPS_LISTEN(
            OPERATION,
            SCALAR,
            "ops-listen",
            "ADDRESS",
            "127.0.0.1:9090",
            "127.0.0.1:9090",
            "Address of /healthz, /readyz and /metrics."),
    LOG_FORMAT(
            OPERATION,
            SCALAR,
            "log-format",
            "FORMAT",
            "text",
            "json",
            "How the line per request on standard output is written: `text` or `json`."),
    DRAIN_TIMEOUT(
            OPERATION,
            SCALAR,
            "drain-timeout",
            "DURATION",
            "30s",
            "30s",
            "How long SIGTERM waits for requests in flight."),
    CONFIG(
            OPERATION,
            SCALAR,
            "config",
            "FILE",
            "",
            "/etc/postern.conf",
            "A file of lines `name = value`, with the names of these flags without the dashes."),

    INSECURE_HTTP_ISSUER(
            INSECURE,
            SWITCH,
            "insecure-http-issuer",
            "",
            "false",
            "true",
            "Allow http to an issuer that is not on this machine."),
    INSECURE_STREAMS_OUTLIVE_TOKENS(
            INSECURE,
            SWITCH,
            "insecure-streams-outlive-tokens",
            "",
            "false",
            "true",
            "Let an event stream go on after the token it was opened with has run out."),
    INSECURE_NO_AUTH(
            INSECURE,
            SWITCH,
            "insecure-no-auth",
            "",
            "false",
            "true",
            "No issuer: pass everything, with a warning each minute.");

    private final OptionGroup group;
    private final OptionKind kind;
    private final String optionName;
    private final String valueName;
    private final String defaultText;
    private final String example;
    private final String meaning;

    Option(
            OptionGroup group,
            OptionKind kind,
            String optionName,
            String valueName,
            String defaultText,
            String example,
            String meaning) {
        this.group = group;
        this.kind = kind;
        this.optionName = optionName;
        this.valueName = valueName;
        this.defaultText = defaultText;
        this.example = example;
        this.meaning = meaning;
    }

    /// The option with this name, as a configuration file spells it.
    public static Optional<Option> named(String optionName) {
        for (Option option : values()) {
            if (option.optionName.equals(optionName)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    public OptionGroup group() {
        return group;
    }

    public OptionKind kind() {
        return kind;
    }

    /// The name without dashes in front.
    public String optionName() {
        return optionName;
    }

    public String flag() {
        return "--" + optionName;
    }

    /// What stands for the value in the help, empty for a switch.
    public String valueName() {
        return valueName;
    }

    /// The default as it would be written, empty where there is none or it follows from other options.
    public String defaultText() {
        return defaultText;
    }

    public String example() {
        return example;
    }

    public String meaning() {
        return meaning;
    }

    /// The environment variables that set it, the strongest first.
    public List<String> environmentNames() {
        String name = optionName.toUpperCase(Locale.ROOT).replace('-', '_');
        List<String> names = new ArrayList<>(List.of("POSTERN_" + name));
        if (optionName.startsWith("auth-")) {
            names.add("OSCAL_" + name);
        }
        return List.copyOf(names);
    }
}
