package dev.postern.config;

import static dev.postern.config.OptionForm.SECRET;
import static dev.postern.config.OptionForm.SWITCH;
import static dev.postern.config.OptionForm.list;
import static dev.postern.config.OptionForm.scalar;
import static dev.postern.config.OptionGroup.CLIENTS;
import static dev.postern.config.OptionGroup.GUARDED;
import static dev.postern.config.OptionGroup.INSECURE;
import static dev.postern.config.OptionGroup.OPERATION;
import static dev.postern.config.OptionGroup.STORE;
import static dev.postern.config.OptionGroup.TOKENS;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The one table of all options: name, default, example and meaning. Flag and variables follow from the name.
public enum Option {
    UPSTREAM(
            GUARDED,
            scalar("URL"),
            "",
            "http://127.0.0.1:8000/mcp",
            "URL of the MCP endpoint behind Postern; required."),
    AUTH_RESOURCE_SERVER_URL(
            GUARDED,
            scalar("URL"),
            "",
            "https://mcp.example.com/mcp",
            "Public URL of the MCP endpoint: the RFC 9728 resource and the path that is served; required."),
    AUTH_REQUIRED_SCOPES(GUARDED, list("SCOPE"), "", "mcp:use", "Scopes that every request needs. Default: none."),
    POLICY(
            GUARDED,
            scalar("FILE"),
            "",
            "/etc/postern/policy.yaml",
            "A YAML file that says who may use which tools, prompts and resources, and how often; `postern policy check` reads it. Default: whoever has the required scopes may use all."),

    AUTH_ISSUER_URL(
            TOKENS,
            list("URL"),
            "",
            "https://id.example.com/realms/mcp",
            "Trusted issuer(s), byte for byte as in `iss`; required."),
    AUTH_TENANTS(
            TOKENS,
            list("ID"),
            "",
            "9122040d-6c67-4c5b-b112-36a304b66dad",
            "Tenants of Entra ID: each stands for `{tenantid}` in the issuer URL, by default for both issuers of the tenant."),
    AUTH_AUDIENCE(
            TOKENS,
            list("AUDIENCE"),
            "",
            "https://mcp.example.com/mcp",
            "Accepted audiences. Default: the resource URL and its origin."),
    AUTH_ALGORITHMS(
            TOKENS,
            list("NAME"),
            "",
            "ES256",
            "JWS algorithms accepted from the issuer. Default: RS, PS and ES with 256, 384 and 512, EdDSA, Ed25519."),
    AUTH_JWKS_URL(
            TOKENS,
            scalar("URL"),
            "",
            "https://id.example.com/realms/mcp/protocol/openid-connect/certs",
            "Where the issuer's keys are. Default: as its metadata says."),
    AUTH_PROVIDER(
            TOKENS,
            scalar("NAME"),
            "generic",
            "keycloak",
            "How the issuer writes its tokens: `generic`, `keycloak`, `auth0`, `okta`, `entra`, `cognito`, `google`, `github` or `ping`."),
    AUTH_CLAIMS(
            TOKENS,
            list("WHAT=CLAIM"),
            "",
            "client=azp",
            "Which claims are read, where not as the provider writes them: `subject=`, `client=`, `scopes=` or `roles=` and a name."),
    AUTH_SCOPE_NAMES(
            TOKENS,
            list("TOKEN=NAME"),
            "",
            "access=api://mcp/access",
            "What a scope of the token is called towards clients and in required scopes, where that differs."),
    AUTH_INTROSPECTION_URL(
            TOKENS,
            scalar("URL"),
            "",
            "https://id.example.com/realms/mcp/protocol/openid-connect/token/introspect",
            "Where to ask about opaque tokens (RFC 7662). Default: as the issuer's metadata says."),
    AUTH_INTROSPECTION_CLIENT_ID(
            TOKENS,
            scalar("ID"),
            "",
            "postern",
            "As which client to ask about opaque tokens; with a secret or a key, this turns asking on."),
    AUTH_INTROSPECTION_CLIENT_SECRET_FILE(
            TOKENS, scalar("FILE"), "", "/run/secrets/postern", "A file with that client's secret."),
    AUTH_INTROSPECTION_CLIENT_SECRET(
            TOKENS,
            SECRET,
            "",
            "from-your-secret-store",
            "That client's secret itself; by variable or file only, there is no such flag."),
    AUTH_INTROSPECTION_CLIENT_AUTHENTICATION(
            TOKENS,
            scalar("METHOD"),
            "client_secret_basic",
            "private_key_jwt",
            "How to show that we are that client: `client_secret_basic`, `client_secret_post` or `private_key_jwt`."),
    AUTH_INTROSPECTION_KEY_FILE(
            TOKENS,
            scalar("FILE"),
            "",
            "/run/secrets/postern.pem",
            "The private key for `private_key_jwt`: PKCS #8 in PEM, or a JWK."),
    AUTH_INTROSPECTION_KEY_ID(
            TOKENS,
            scalar("KID"),
            "",
            "postern-2026",
            "The `kid` under which the issuer knows that key. Default: as the JWK says, else none."),
    AUTH_INTROSPECTION_SIGNED_ANSWERS(
            TOKENS, SWITCH, "false", "true", "Take only answers that are signed by the issuer (RFC 9701)."),
    AUTH_INTROSPECTION_REMEMBER(
            TOKENS,
            scalar("DURATION"),
            "30s",
            "60s",
            "How long an answer is believed at most: so long a revoked token lives on."),
    AUTH_INTROSPECTION_TOKENS(
            TOKENS,
            scalar("WHICH"),
            "opaque",
            "all",
            "About which tokens to ask: `opaque`; `opaque_and_foreign`: also JWTs of other issuers; `own`: the issuer's JWTs only; `all`."),
    AUTH_CA_FILE(
            TOKENS,
            scalar("FILE"),
            "",
            "/etc/ssl/company-ca.pem",
            "A PEM file of authorities an issuer's certificate may come from, besides the well-known ones."),
    OUTBOUND_PROXY(
            TOKENS,
            scalar("URL"),
            "",
            "http://proxy.example.com:3128",
            "The proxy by which issuers are called, but for those on this machine. Default: none."),
    AUTH_DPOP(
            TOKENS,
            scalar("USE"),
            "off",
            "required",
            "Whether clients may prove possession of a key (RFC 9449): `off`, `accepted` or `required`."),
    AUTH_DPOP_NONCES(TOKENS, SWITCH, "false", "true", "Let proofs of possession contain a nonce of ours."),
    AUTH_TOKEN_TYPE(
            TOKENS,
            scalar("TYPE"),
            "lenient",
            "strict",
            "`strict`: only `at+jwt` (RFC 9068); `lenient`: also `JWT` or no `typ`, never an ID token."),
    AUTH_CLOCK_SKEW(
            TOKENS, scalar("DURATION"), "30s", "30s", "Allowed difference of clocks for `exp`, `nbf` and `iat`."),
    AUTH_JWKS_COOLDOWN(
            TOKENS,
            scalar("DURATION"),
            "30s",
            "30s",
            "The least time between two fetches for key ids that are not known."),
    AUTH_JWKS_MAX_STALE(
            TOKENS,
            scalar("DURATION"),
            "24h",
            "24h",
            "How long known keys are used while the issuer cannot be reached."),

    LISTEN(
            CLIENTS,
            scalar("ADDRESS"),
            "127.0.0.1:8080",
            "0.0.0.0:8080",
            "Address of the public listener; port 0 picks a free one and prints it."),
    ALLOWED_ORIGINS(
            CLIENTS,
            list("ORIGIN"),
            "",
            "https://app.example.com",
            "Browser origins let in. Default: the resource's own origin."),
    TRUSTED_PROXIES(
            CLIENTS,
            list("CIDR"),
            "",
            "10.0.0.0/8",
            "Networks whose X-Forwarded-*, Forwarded and client certificate header are believed. Default: none."),
    CLIENT_CERTIFICATE_HEADER(
            CLIENTS,
            scalar("NAME"),
            "none",
            "client-cert",
            "In which header a trusted proxy passes on the client certificate (RFC 8705): `client-cert`, `x-forwarded-client-cert`, `x-ssl-client-cert`, `ssl-client-cert`, `x-arr-clientcert`, `x-amzn-mtls-clientcert`, `x-forwarded-tls-client-cert` or `none`."),
    MAX_CONNECTIONS(
            CLIENTS,
            scalar("COUNT"),
            "10000",
            "10000",
            "How many clients may be connected at once; a new one takes the place of an idle one."),
    MAX_CONNECTIONS_PER_ADDRESS(
            CLIENTS,
            scalar("COUNT"),
            "5000",
            "100",
            "How many of them from one address, or one /64 of IPv6; trusted proxies are left out."),
    MAX_STREAMS_PER_ADDRESS(
            CLIENTS,
            scalar("COUNT"),
            "2000",
            "100",
            "How many requests and streams of one client address may be under way at once; one more gets 429."),
    MAX_STREAMS_PER_SUBJECT(
            CLIENTS,
            scalar("COUNT"),
            "1000",
            "100",
            "How many requests and streams of one subject may be under way at once; one more gets 429."),
    MAX_BAD_TOKENS_PER_SECOND(
            CLIENTS,
            scalar("COUNT"),
            "100",
            "100",
            "How many tokens of one client address may fail at their signature, or at the issuer, before others than known ones get 429."),
    RATE_LIMIT_STORE(
            CLIENTS,
            scalar("URL"),
            "",
            "redis://valkey.internal:6379/0",
            "A Redis or Valkey server by which replicas share the limits of the policy file, `rediss:` for TLS. Default: none, each holds them by itself."),
    RATE_LIMIT_STORE_PASSWORD_FILE(
            CLIENTS,
            scalar("FILE"),
            "",
            "/run/secrets/valkey",
            "A file with that server's password; a user, where there is one, stands in the URL."),
    RATE_LIMIT_STORE_PASSWORD(
            CLIENTS,
            SECRET,
            "",
            "from-your-secret-store",
            "That password itself; by variable or file only, there is no such flag."),
    RATE_LIMIT_STORE_CA_FILE(
            CLIENTS,
            scalar("FILE"),
            "",
            "/etc/ssl/company-ca.pem",
            "A PEM file of authorities that server's certificate may come from, besides the well-known ones."),
    RATE_LIMIT_STORE_PREFIX(
            CLIENTS,
            scalar("NAME"),
            "postern",
            "postern-staging",
            "What the names of keys begin with there: gates with the same one share their limits."),

    UPSTREAM_CONNECT_TIMEOUT(
            OptionGroup.UPSTREAM, scalar("DURATION"), "2s", "2s", "Time to connect to the upstream, else 502."),
    UPSTREAM_TIMEOUT(
            OptionGroup.UPSTREAM,
            scalar("DURATION"),
            "5m",
            "5m",
            "Time to the upstream's response headers, else 504; never cuts a stream that has begun."),
    FORWARD_HEADERS(
            OptionGroup.UPSTREAM,
            list("NAME"),
            "",
            "X-Tenant",
            "Request headers forwarded besides those of MCP and HTTP. Default: none."),
    IDENTITY_HEADERS(
            OptionGroup.UPSTREAM,
            list("NAME=CLAIM"),
            "",
            "X-Tenant=tenant,X-Roles=realm_access.roles",
            "Headers that tell the upstream a claim of the token, and that no client can send. Default: none."),
    SESSION_KEY_FILE(
            OptionGroup.UPSTREAM,
            scalar("FILE"),
            "",
            "/run/secrets/postern-sessions",
            "A file with the key that binds session ids to their users, the same for all replicas. Default: a key that ends with the process."),
    IDENTITY_ASSERTION(
            OptionGroup.UPSTREAM,
            SWITCH,
            "false",
            "true",
            "Tell the upstream who the caller is in a signed JWT too (`X-Auth-Assertion`)."),
    IDENTITY_ASSERTION_KEY_FILE(
            OptionGroup.UPSTREAM,
            list("FILE"),
            "",
            "/run/secrets/postern-assertion.pem",
            "The private key for that, PKCS #8 in PEM or a JWK; of several the first signs. Default: one that ends with the process."),
    UPSTREAM_CREDENTIAL_FILE(
            OptionGroup.UPSTREAM,
            scalar("FILE"),
            "",
            "/run/secrets/upstream-token",
            "A file with a bearer token that the upstream gets in `Authorization`; read again when it changes."),
    UPSTREAM_EXCHANGE_CLIENT_ID(
            OptionGroup.UPSTREAM,
            scalar("ID"),
            "",
            "postern",
            "As which client to exchange the client's token at its issuer (RFC 8693) for one that the upstream gets in `Authorization`; with a secret or a key, this turns it on."),
    UPSTREAM_EXCHANGE_CLIENT_SECRET_FILE(
            OptionGroup.UPSTREAM, scalar("FILE"), "", "/run/secrets/postern", "A file with that client's secret."),
    UPSTREAM_EXCHANGE_CLIENT_SECRET(
            OptionGroup.UPSTREAM,
            SECRET,
            "",
            "from-your-secret-store",
            "That client's secret itself; by variable or file only, there is no such flag."),
    UPSTREAM_EXCHANGE_CLIENT_AUTHENTICATION(
            OptionGroup.UPSTREAM,
            scalar("METHOD"),
            "client_secret_basic",
            "private_key_jwt",
            "How to show that we are that client: `client_secret_basic`, `client_secret_post` or `private_key_jwt`."),
    UPSTREAM_EXCHANGE_KEY_FILE(
            OptionGroup.UPSTREAM,
            scalar("FILE"),
            "",
            "/run/secrets/postern.pem",
            "The private key for `private_key_jwt`: PKCS #8 in PEM, or a JWK."),
    UPSTREAM_EXCHANGE_KEY_ID(
            OptionGroup.UPSTREAM,
            scalar("KID"),
            "",
            "postern-2026",
            "The `kid` under which the issuer knows that key. Default: as the JWK says, else none."),
    UPSTREAM_EXCHANGE_URL(
            OptionGroup.UPSTREAM,
            scalar("URL"),
            "",
            "https://id.example.com/realms/mcp/protocol/openid-connect/token",
            "Where to exchange. Default: the token endpoint in the issuer's metadata."),
    UPSTREAM_EXCHANGE_AUDIENCE(
            OptionGroup.UPSTREAM, list("AUDIENCE"), "", "tools-api", "For whom the exchanged token is to be."),
    UPSTREAM_EXCHANGE_RESOURCE(
            OptionGroup.UPSTREAM,
            list("URL"),
            "",
            "https://tools.example.com/",
            "The same by URL (RFC 8707), where the issuer wants it so."),
    UPSTREAM_EXCHANGE_SCOPES(
            OptionGroup.UPSTREAM,
            list("SCOPE"),
            "",
            "tools:read",
            "What the exchanged token is to grant. Default: as the issuer decides."),
    MAX_BODY_MEBIBYTES(
            OptionGroup.UPSTREAM,
            scalar("COUNT"),
            "1024",
            "64",
            "The largest request body, in MiB, that is passed on; a larger one gets 413."),
    MAX_JUDGED_BODY_KIBIBYTES(
            OptionGroup.UPSTREAM,
            scalar("COUNT"),
            "1024",
            "256",
            "The largest request body, in KiB, where the policy judges what it says; a larger one gets 413."),
    STREAM_KEEP_ALIVE(
            OptionGroup.UPSTREAM,
            scalar("DURATION"),
            "25s",
            "0s",
            "After how much silence an event stream gets a comment, so that nobody on the way takes it for dead; `0s` for never."),

    AUTHSERVER(
            OptionGroup.AUTHSERVER,
            scalar("WHO"),
            "off",
            "local",
            "Be the authorization server that clients log in at, for users known to `local` (a file), `oidc` (an OpenID Connect provider) or `github`; `off` for not."),
    AUTHSERVER_URL(
            OptionGroup.AUTHSERVER,
            scalar("URL"),
            "",
            "https://mcp.example.com",
            "The issuer it is. Default: the origin of the resource, under which its endpoints are reached."),
    AUTHSERVER_SCOPES(
            OptionGroup.AUTHSERVER,
            list("SCOPE"),
            "",
            "mcp:read,mcp:write",
            "Scopes that clients may be granted. Default: the scopes that every request needs."),
    AUTHSERVER_SCOPE_WORDS(
            OptionGroup.AUTHSERVER,
            list("SCOPE=WORDS"),
            "",
            "mcp:use=use the tools of this server",
            "What a scope lets an application do, in words for the consent page, without commas. Default: the scope's name."),
    AUTHSERVER_USERS_FILE(
            OptionGroup.AUTHSERVER,
            scalar("FILE"),
            "",
            "/etc/postern-users",
            "The users of `local`, a line each: a name, a colon, an Argon2id hash, and if wanted another colon and groups."),
    AUTHSERVER_ALLOW(
            OptionGroup.AUTHSERVER,
            list("WHOM"),
            "",
            "domain:example.com",
            "Whom to let in of those who can log in at `oidc` or `github`: `subject:…`, `email:…`, `domain:…`, `group:…`; at GitHub `user:…`, `org:…`; or `anyone`. Default: everybody the provider knows; without one at Google and GitHub."),
    AUTHSERVER_PRESET(
            OptionGroup.AUTHSERVER,
            scalar("NAME"),
            "generic",
            "entra",
            "How the provider of `oidc` wants to be asked: `generic`, `auth0`, `cognito`, `entra`, `google`, `keycloak` or `okta`."),
    AUTHSERVER_PROVIDER_URL(
            OptionGroup.AUTHSERVER,
            scalar("URL"),
            "",
            "https://accounts.google.com",
            "The issuer of the ID tokens of `oidc`; its metadata is found from there."),
    AUTHSERVER_CLIENT_ID(
            OptionGroup.AUTHSERVER,
            scalar("ID"),
            "",
            "postern",
            "As which client we are registered at the provider, with our `/callback` as its redirect URI."),
    AUTHSERVER_CLIENT_SECRET_FILE(
            OptionGroup.AUTHSERVER,
            scalar("FILE"),
            "",
            "/run/secrets/postern-client",
            "A file with that client's secret."),
    AUTHSERVER_REDIRECT_SCHEMES(
            OptionGroup.AUTHSERVER,
            list("SCHEME"),
            "cursor,vscode,vscode-insiders,windsurf",
            "cursor",
            "Private-use schemes that native clients may have users sent back to, besides https and http on the user's own machine."),
    AUTHSERVER_CLIENTS_FILE(
            OptionGroup.AUTHSERVER,
            scalar("FILE"),
            "",
            "/etc/postern-clients.yaml",
            "Clients that do not register themselves, in YAML: for `client_credentials`, for introspection, and those known beforehand."),
    AUTHSERVER_ASSERTION_ISSUERS(
            OptionGroup.AUTHSERVER,
            list("URL"),
            "",
            "https://acme.okta.com",
            "Issuers whose identity assertions (ID-JAG) are taken for their users, without a login here."),
    AUTHSERVER_INSECURE_LOCAL_CLIENT_METADATA(
            OptionGroup.AUTHSERVER,
            SWITCH,
            "false",
            "true",
            "Let the metadata document that a client's id names be on this machine, and by http: for development only."),

    DATA_DIR(
            STORE,
            scalar("FOLDER"),
            "",
            "/var/lib/postern",
            "A folder for the authorization server's own database, which one process uses at a time; made where it is missing."),
    STORE_URL(
            STORE,
            scalar("URL"),
            "",
            "postgresql://db.example.com/postern",
            "A PostgreSQL database instead, for any number of replicas; user and password are not part of the URL."),
    STORE_USER(STORE, scalar("NAME"), "", "postern", "As whom to use that database."),
    STORE_PASSWORD_FILE(
            STORE, scalar("FILE"), "", "/run/secrets/store", "A file with that user's password. Default: none."),
    STORE_KEY_FILE(
            STORE,
            scalar("FILE"),
            "",
            "/run/secrets/store-keys",
            "A file of keys that what is stored is encrypted with, 32 bytes in base64 on each line, the newest first. Default: `store.key` in the folder, made at the first start."),
    AUDIT(
            OptionGroup.AUDIT,
            scalar("HOW"),
            "required",
            "best-effort",
            "What follows when records cannot be written: `required`: 503 until they can; `best-effort`: requests pass and the loss is counted."),
    AUDIT_FILE(
            OptionGroup.AUDIT,
            scalar("FILE"),
            "",
            "/var/log/postern/audit.jsonl",
            "A file that gets a JSON line for each request, besides standard output."),
    AUDIT_FILE_MEBIBYTES(
            OptionGroup.AUDIT,
            scalar("COUNT"),
            "100",
            "100",
            "The size, in MiB, beyond which a new file is begun; the one before gets `.1` behind its name."),
    AUDIT_FILE_AGE(
            OptionGroup.AUDIT,
            scalar("DURATION"),
            "24h",
            "24h",
            "The age after which a new file is begun, if one is written to."),
    AUDIT_FILE_KEPT(OptionGroup.AUDIT, scalar("COUNT"), "30", "30", "How many older files stay."),
    AUDIT_FILE_SYNC(
            OptionGroup.AUDIT,
            SWITCH,
            "false",
            "true",
            "Take records for written only once the disk says that it has them."),
    AUDIT_CHAIN(
            OptionGroup.AUDIT,
            SWITCH,
            "false",
            "true",
            "Link the records of the file by hashes, so that `postern audit verify` finds what was changed or removed."),
    AUDIT_CHAIN_KEY_FILE(
            OptionGroup.AUDIT,
            scalar("FILE"),
            "",
            "/run/secrets/audit-chain",
            "A file with a key of at least 32 characters, without which nobody can make such links; turns them on."),
    AUDIT_SYSLOG(
            OptionGroup.AUDIT,
            scalar("URL"),
            "",
            "tls://logs.example.com:6514",
            "A syslog receiver (RFC 5424) that gets each record, by `udp://`, `tcp://` or `tls://`."),
    AUDIT_OTLP(
            OptionGroup.AUDIT,
            scalar("URL"),
            "",
            "http://127.0.0.1:4318",
            "An OpenTelemetry collector that gets each record, by OTLP over HTTP; the path `/v1/logs` is understood."),
    AUDIT_OTLP_HEADERS_FILE(
            OptionGroup.AUDIT,
            scalar("FILE"),
            "",
            "/run/secrets/otlp-headers",
            "A file of lines `name: value`, header fields for the collector."),
    AUDIT_CA_FILE(
            OptionGroup.AUDIT,
            scalar("FILE"),
            "",
            "/etc/ssl/company-ca.pem",
            "A PEM file of authorities the receiver's or collector's certificate may come from, besides the well-known ones."),
    AUDIT_ARGUMENTS(
            OptionGroup.AUDIT,
            list("NAME"),
            "",
            "validate_*",
            "Tools and prompts whose arguments are written down, as names and globs, or `all`. Default: none."),
    AUDIT_REDACT(
            OptionGroup.AUDIT,
            list("FIELD"),
            "",
            "iban",
            "Fields whose values are left out of arguments: names, or paths like `$.params.arguments.user.pin`; what sounds like a secret is left out anyway."),

    OPS_LISTEN(
            OPERATION,
            scalar("ADDRESS"),
            "127.0.0.1:9090",
            "127.0.0.1:9090",
            "Address of /healthz, /readyz and /metrics."),
    LOG_FORMAT(
            OPERATION,
            scalar("FORMAT"),
            "text",
            "json",
            "How the line per request on standard output is written: `text` or `json`."),
    DRAIN_TIMEOUT(OPERATION, scalar("DURATION"), "30s", "30s", "How long SIGTERM waits for requests in flight."),
    CONFIG(
            OPERATION,
            scalar("FILE"),
            "",
            "/etc/postern.conf",
            "A file of lines `name = value`, with the names of these flags without the dashes, and of sections `[issuer]`."),

    INSECURE_HTTP_ISSUER(INSECURE, SWITCH, "false", "true", "Allow http to an issuer that is not on this machine."),
    INSECURE_STREAMS_OUTLIVE_TOKENS(
            INSECURE,
            SWITCH,
            "false",
            "true",
            "Let an event stream go on after the token it was opened with has run out."),
    INSECURE_NO_AUTH(INSECURE, SWITCH, "false", "true", "No issuer: pass everything, with a warning each minute.");

    private final String optionName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final OptionGroup group;
    private final OptionKind kind;
    private final String valueName;
    private final String defaultText;
    private final String example;
    private final String meaning;

    Option(OptionGroup group, OptionForm form, String defaultText, String example, String meaning) {
        this.group = group;
        this.kind = form.kind();
        this.valueName = form.valueName();
        this.defaultText = defaultText;
        this.example = example;
        this.meaning = meaning;
    }

    /// The option with this name, as a configuration file spells it.
    public static Optional<Option> named(String optionName) {
        for (Option option : values()) {
            if (option.optionName().equals(optionName)) {
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
        return "--" + optionName();
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
        return name().startsWith("AUTH_")
                ? List.of("POSTERN_" + name(), "OSCAL_" + name())
                : List.of("POSTERN_" + name());
    }
}
