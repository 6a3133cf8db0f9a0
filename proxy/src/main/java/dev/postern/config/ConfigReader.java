package dev.postern.config;

import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns settings into a configuration, or into all the sentences that say why they are none.
public final class ConfigReader {
    private static final Durations WAIT = new Durations(Duration.ofMillis(1), Duration.ofHours(24));
    private static final Durations SILENCE = new Durations(Duration.ZERO, Duration.ofHours(1));
    private static final Durations DRAIN = new Durations(Duration.ZERO, Duration.ofHours(1));
    private static final Durations COOLDOWN = new Durations(Duration.ofSeconds(1), Duration.ofHours(1));
    private static final Durations STALE = new Durations(Duration.ZERO, Duration.ofDays(31));

    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(3);
    private static final Set<String> DPOP_ALGORITHMS = Set.of("ES256", "ES384", "PS256", "RS256", "EdDSA");
    private static final Duration DPOP_MAX_AGE = Duration.ofMinutes(1);
    private static final int MAX_FETCHED_BYTES = 256 * 1024;
    private static final int MOST_MEBIBYTES = 1_000_000;
    private static final long MEBIBYTE = 1024L * 1024;
    private static final long KIBIBYTE = 1024;
    private static final int MOST_JUDGED_KIBIBYTES = 64 * 1024;
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final InetSocketAddress UNREAD = new InetSocketAddress(0);
    private static final URI NO_UPSTREAM = URI.create("http://localhost/mcp");

    private final Values values;
    private final List<String> warnings = new ArrayList<>();

    private final TextFiles files;

    private ConfigReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    /// Reads settings that name no other file.
    public static ConfigResult read(Settings settings) {
        return read(settings, _ -> Optional.empty());
    }

    /// Reads settings that came without a file, or whose file was read without problems.
    public static ConfigResult read(Settings settings, TextFiles files) {
        return new ConfigReader(new Values(settings), files).read();
    }

    /// Where the second listener is, for those who only ask how it goes; empty where that cannot be read.
    public static Optional<InetSocketAddress> opsAddress(Settings settings) {
        return new Values(settings).optional(Option.OPS_LISTEN, Addresses::parse);
    }

    /// Where the authorization server keeps its data, for those who only look into that.
    public static StoreResult store(Settings settings, TextFiles files) {
        Values values = new Values(settings);
        Optional<StoreConfig> store = new StoreReader(values, files).read();
        if (!values.problems().isEmpty()) {
            return new StoreResult.Faulty(values.problems());
        }
        return store.<StoreResult>map(StoreResult.Named::new).orElseGet(StoreResult.None::new);
    }

    private ConfigResult read() {
        boolean insecureNoAuth = values.isOn(Option.INSECURE_NO_AUTH);
        nameMissing(insecureNoAuth);
        UpstreamConfig upstream = upstream();
        InetSocketAddress address = values.one(Option.LISTEN, Addresses::parse, UNREAD);
        ResourceUri resource = resource(address, upstream);
        ListenerConfig listener = listener(address, resource);
        OpsConfig ops = new OpsConfig(values.one(Option.OPS_LISTEN, Addresses::parse, UNREAD));
        KeysConfig keys = keys();
        AuthServerConfig authServer =
                new AuthServerReader(values, files, resource).read().orElse(null);
        List<TrustEntry> trust =
                trust(new TrustReader(values, resource, keys.insecureHttpIssuer(), files).read(), authServer);
        ResourceConfig guarded = new ResourceConfig(resource, scopes(), dpop());
        IdentityConfig identity =
                new IdentityReader(values, files).read(trust, new Endpoints(keys.insecureHttpIssuer()));
        PolicyConfig policy = new PolicyReader(values, files).read();
        AuditConfig audit = new AuditReader(values, files).read();
        LogFormat logFormat = values.oneOf(Option.LOG_FORMAT, LogFormat.class);
        RateStoreConfig store = new RateStoreReader(values, files).read().orElse(null);
        if (store != null && policy.limits().isEmpty()) {
            warnings.add(Option.RATE_LIMIT_STORE.flag() + " is of no use: there are no limits in a policy file.");
        }
        checkTogether(listener, ops, upstream, insecureNoAuth);
        if (!values.problems().isEmpty()) {
            return new ConfigResult.Faulty(values.problems());
        }
        return new ConfigResult.Complete(
                new Config(listener, upstream, guarded, trust, keys, ops, logFormat, insecureNoAuth)
                        .with(identity)
                        .with(authServer)
                        .with(policy)
                        .sharing(store)
                        .with(audit),
                warnings);
    }

    /// Whoever is told to be an authorization server trusts itself, before others.
    private List<TrustEntry> trust(List<TrustEntry> others, @Nullable AuthServerConfig authServer) {
        if (authServer == null) {
            return others;
        }
        if (others.stream().anyMatch(entry -> entry.issuer().equals(authServer.issuer()))) {
            values.problem("The issuer %s is our own and needs not be named by %s."
                    .formatted(authServer.issuer(), Option.AUTH_ISSUER_URL.flag()));
        }
        List<TrustEntry> all = new ArrayList<>();
        all.add(AuthServerReader.trust(authServer));
        all.addAll(others);
        return all;
    }

    private void nameMissing(boolean insecureNoAuth) {
        List<Option> required = insecureNoAuth
                ? List.of(Option.UPSTREAM)
                : List.of(Option.UPSTREAM, Option.AUTH_ISSUER_URL, Option.AUTH_RESOURCE_SERVER_URL);
        for (Option option : required) {
            boolean elsewhere = option == Option.AUTH_ISSUER_URL
                    && (values.isGiven(Option.AUTH_TENANTS)
                            || !values.sections().isEmpty()
                            || AuthServerReader.isOn(values));
            if (!values.isGiven(option) && !elsewhere) {
                values.problem("%s is missing (or %s); expected for example %s."
                        .formatted(option.flag(), String.join(", ", option.environmentNames()), option.example()));
            }
        }
    }

    private UpstreamConfig upstream() {
        URI url = values.one(Option.UPSTREAM, ConfigReader::parseUpstream, NO_UPSTREAM);
        if (!Urls.isLoopback(url)) {
            warnings.add("The upstream %s is not on this machine: whoever reaches it directly is not asked for a token."
                    .formatted(url));
        }
        return new UpstreamConfig(
                url,
                values.one(Option.UPSTREAM_CONNECT_TIMEOUT, WAIT::parse, Duration.ZERO),
                values.one(Option.UPSTREAM_TIMEOUT, WAIT::parse, Duration.ZERO),
                values.many(Option.FORWARD_HEADERS, FieldNames::parse),
                values.count(Option.MAX_BODY_MEBIBYTES, MOST_MEBIBYTES) * MEBIBYTE,
                (int) (values.count(Option.MAX_JUDGED_BODY_KIBIBYTES, MOST_JUDGED_KIBIBYTES) * KIBIBYTE),
                values.one(Option.STREAM_KEEP_ALIVE, SILENCE::parse, Duration.ZERO),
                values.isOn(Option.INSECURE_STREAMS_OUTLIVE_TOKENS));
    }

    private static Parsed<URI> parseUpstream(String text) {
        return switch (Urls.parse(text)) {
            case Parsed.Fault<URI> fault -> fault;
            case Parsed.Value<URI>(URI url)
            when Urls.isHttps(url) ->
                new Parsed.Fault<>("is https, which Postern does not speak to the server it stands beside");
            case Parsed.Value<URI>(URI url)
            when Urls.hasAmbiguousPath(url) -> new Parsed.Fault<>("has a path that can be read in two ways");
            case Parsed.Value<URI> value -> value;
        };
    }

    private ResourceUri resource(InetSocketAddress address, UpstreamConfig upstream) {
        Optional<URI> given = values.optional(Option.AUTH_RESOURCE_SERVER_URL, ConfigReader::parseResource);
        // Without authentication nobody looks for the resource: its path is what is served.
        return given.map(url -> new ResourceUri(url.toString()))
                .orElseGet(() -> new ResourceUri("http://localhost:" + address.getPort() + upstream.path()));
    }

    private static Parsed<URI> parseResource(String text) {
        return switch (Urls.parse(text)) {
            case Parsed.Fault<URI> fault -> fault;
            case Parsed.Value<URI>(URI url)
            when !Urls.isHttps(url) && !Urls.isLoopback(url) ->
                new Parsed.Fault<>("is http, which is allowed for localhost only");
            case Parsed.Value<URI>(URI url)
            when Urls.hasAmbiguousPath(url) -> new Parsed.Fault<>("has a path that can be read in two ways");
            case Parsed.Value<URI>(URI url)
            when url.getRawPath().startsWith("/.well-known/") ->
                new Parsed.Fault<>("has the path of the metadata documents");
            case Parsed.Value<URI> value -> value;
        };
    }

    private ListenerConfig listener(InetSocketAddress address, ResourceUri resource) {
        List<String> origins = values.many(Option.ALLOWED_ORIGINS, Origins::parse);
        return new ListenerConfig(
                address,
                values.isGiven(Option.ALLOWED_ORIGINS) ? origins : List.of(Origins.of(URI.create(resource.value()))),
                values.many(Option.TRUSTED_PROXIES, Networks::parse),
                certificateHeader(),
                values.one(Option.DRAIN_TIMEOUT, DRAIN::parse, Duration.ZERO),
                limits());
    }

    private ClientLimits limits() {
        return new ClientLimits(
                values.count(Option.MAX_CONNECTIONS, MOST_CONNECTIONS),
                values.count(Option.MAX_CONNECTIONS_PER_ADDRESS, MOST_CONNECTIONS),
                values.count(Option.MAX_STREAMS_PER_ADDRESS, MOST_CONNECTIONS),
                values.count(Option.MAX_STREAMS_PER_SUBJECT, MOST_CONNECTIONS),
                values.count(Option.MAX_BAD_TOKENS_PER_SECOND, MOST_CONNECTIONS));
    }

    private KeysConfig keys() {
        boolean insecureHttpIssuer = values.isOn(Option.INSECURE_HTTP_ISSUER);
        if (insecureHttpIssuer) {
            warnings.add("--insecure-http-issuer: whoever is on the way to the issuer can make keys of his own.");
        }
        return new KeysConfig(
                values.one(Option.AUTH_JWKS_COOLDOWN, COOLDOWN::parse, Duration.ZERO),
                values.one(Option.AUTH_JWKS_MAX_STALE, STALE::parse, Duration.ZERO),
                FETCH_TIMEOUT,
                MAX_FETCHED_BYTES,
                insecureHttpIssuer,
                values.one(Option.AUTH_CA_FILE, this::parseAuthorities, List.of()),
                values.optional(Option.OUTBOUND_PROXY, Proxies::parse).orElse(null));
    }

    private ClientCertificateHeader certificateHeader() {
        ClientCertificateHeader header = values.one(
                Option.CLIENT_CERTIFICATE_HEADER, ClientCertificateHeader::parse, ClientCertificateHeader.NONE);
        if (header != ClientCertificateHeader.NONE && !values.isGiven(Option.TRUSTED_PROXIES)) {
            values.problem("%s is of no use without %s; expected the networks of the proxy that writes the header."
                    .formatted(Option.CLIENT_CERTIFICATE_HEADER.flag(), Option.TRUSTED_PROXIES.flag()));
        }
        return header;
    }

    private @Nullable DpopConfig dpop() {
        DpopUse use = values.oneOf(Option.AUTH_DPOP, DpopUse.class);
        boolean nonces = values.isOn(Option.AUTH_DPOP_NONCES);
        return use == DpopUse.OFF
                ? null
                : new DpopConfig(use == DpopUse.REQUIRED, DPOP_ALGORITHMS, DPOP_MAX_AGE, nonces);
    }

    private Parsed<List<X509Certificate>> parseAuthorities(String file) {
        return files.read(file).map(Authorities::parse).orElseGet(() -> new Parsed.Fault<>("cannot be read"));
    }

    private Scopes scopes() {
        List<String> scopes = values.many(Option.AUTH_REQUIRED_SCOPES, ScopeNames::parseScope);
        if (scopes.contains("offline_access")) {
            warnings.add(
                    "The scope offline_access is between a client and its issuer: a resource does not require it.");
        }
        return Scopes.of(scopes);
    }

    private void checkTogether(
            ListenerConfig listener, OpsConfig ops, UpstreamConfig upstream, boolean insecureNoAuth) {
        int port = listener.address().getPort();
        if (port != 0 && port == ops.address().getPort()) {
            values.problem("--listen and --ops-listen both take port " + port + "; expected two ports.");
        }
        if (port != 0
                && port == upstream.port()
                && Urls.isLoopback(upstream.url())
                && values.isGiven(Option.UPSTREAM)) {
            values.problem(
                    "--upstream names port %d of this machine, where Postern itself listens; expected another port."
                            .formatted(port));
        }
        boolean issuers = values.isGiven(Option.AUTH_ISSUER_URL)
                || values.isGiven(Option.AUTH_TENANTS)
                || !values.sections().isEmpty();
        if (insecureNoAuth && AuthServerReader.isOn(values)) {
            values.problem("--insecure-no-auth and --authserver exclude each other; expected one of them.");
        }
        if (insecureNoAuth && issuers) {
            values.problem("--insecure-no-auth and --auth-issuer-url exclude each other; expected one of them.");
        }
        if (insecureNoAuth && values.isGiven(Option.POLICY)) {
            values.problem("--insecure-no-auth and --policy exclude each other, as rules need to know who calls;"
                    + " expected one of them.");
        }
    }
}
