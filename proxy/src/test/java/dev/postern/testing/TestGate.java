package dev.postern.testing;

import dev.postern.audit.Outcome;
import dev.postern.config.Cidr;
import dev.postern.config.ClientLimits;
import dev.postern.config.Config;
import dev.postern.config.KeysConfig;
import dev.postern.config.ListenerConfig;
import dev.postern.config.LogFormat;
import dev.postern.config.OpsConfig;
import dev.postern.config.PolicyConfig;
import dev.postern.config.RateLimitConfig;
import dev.postern.config.ResourceConfig;
import dev.postern.config.TokenType;
import dev.postern.config.TrustEntry;
import dev.postern.config.UpstreamConfig;
import dev.postern.gateway.Gateway;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import dev.postern.rate.RateLimits;
import dev.postern.relay.ClientCount;
import dev.postern.relay.RelayServer;
import dev.postern.token.InvalidReason;
import dev.postern.token.TokenVerifier;
import dev.postern.token.UpstreamProofs;
import dev.postern.token.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Relay and gateway on a real socket before a [TestUpstream], with a verifier that knows a few tokens by name.
public final class TestGate implements AutoCloseable {
    public static final String RESOURCE = "https://mcp.example.com/mcp";
    public static final String GOOD = "Authorization: Bearer good\r\n";

    /// The largest body a gate passes on.
    public static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final RelayServer server;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    public TestGate(TestUpstream upstream) throws IOException {
        this(upstream.url());
    }

    public TestGate(URI upstream) throws IOException {
        this(upstream, TestGate::verdict, Duration.ofSeconds(2));
    }

    public TestGate(URI upstream, TokenVerifier verifier, Duration responseTimeout) throws IOException {
        this(config(upstream, responseTimeout), verifier);
    }

    public TestGate(Config config, TokenVerifier verifier) throws IOException {
        this(config, verifier, null, UpstreamProofs.NONE);
    }

    /// A gate that shows the upstream these.
    public TestGate(Config config, TokenVerifier verifier, UpstreamProofs proofs) throws IOException {
        this(config, verifier, null, proofs);
    }

    private TestGate(Config config, TokenVerifier verifier, @Nullable RateLimits rates, UpstreamProofs proofs)
            throws IOException {
        Gateway gateway = new Gateway(config, verifier, outcomes::add, () -> true, Clock.systemUTC(), rates, proofs);
        server = new RelayServer(
                config.listener(), config.upstream(), gateway, Executors.newVirtualThreadPerTaskExecutor());
    }

    /// A gate whose configuration is changed by this.
    public static TestGate with(TestUpstream upstream, UnaryOperator<Config> change) throws IOException {
        return new TestGate(change.apply(config(upstream.url(), Duration.ofSeconds(2))), TestGate::verdict);
    }

    /// A gate that speaks on streams that were silent for this long.
    public static TestGate withStreamKeepAlive(TestUpstream upstream, Duration silence) throws IOException {
        return new TestGate(config(upstream.url(), Duration.ofSeconds(2), silence), TestGate::verdict);
    }

    /// A gate with rate limits.
    public static TestGate withRates(TestUpstream upstream, List<RateLimitConfig> limits, RateLimits rates)
            throws IOException {
        PolicyConfig none = PolicyConfig.NONE;
        PolicyConfig policy =
                new PolicyConfig(none.hierarchy(), none.otherwise(), none.filterLists(), none.rules(), limits);
        return new TestGate(
                config(upstream.url(), Duration.ofSeconds(2)).with(policy),
                TestGate::verdict,
                rates,
                UpstreamProofs.NONE);
    }

    /// A gate that lets clients take so much of it.
    public static TestGate withLimits(TestUpstream upstream, ClientLimits limits) throws IOException {
        return withLimits(upstream, limits, List.of());
    }

    /// A gate that lets clients take so much of it, behind these proxies.
    public static TestGate withLimits(TestUpstream upstream, ClientLimits limits, List<Cidr> trustedProxies)
            throws IOException {
        Config plain = config(upstream.url(), Duration.ofSeconds(2));
        ListenerConfig listener = plain.listener();
        return new TestGate(
                new Config(
                        new ListenerConfig(
                                listener.address(),
                                listener.allowedOrigins(),
                                trustedProxies,
                                listener.drainTimeout(),
                                limits),
                        plain.upstream(),
                        plain.resource(),
                        plain.trust(),
                        plain.keys(),
                        plain.ops(),
                        plain.logFormat(),
                        false),
                TestGate::verdict);
    }

    public static Config config(URI upstream, Duration responseTimeout) {
        return config(upstream, responseTimeout, Duration.ZERO);
    }

    private static Config config(URI upstream, Duration responseTimeout, Duration streamKeepAlive) {
        Issuer issuer = new Issuer("https://issuer.example.com");
        TrustEntry trust = new TrustEntry(
                issuer, List.of(RESOURCE), Set.of("RS256"), null, TokenType.LENIENT, Duration.ofSeconds(30));
        return new Config(
                new ListenerConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of("https://mcp.example.com"),
                        List.of(),
                        Duration.ofSeconds(5),
                        ClientLimits.ofConnections(10_000)),
                new UpstreamConfig(
                        upstream,
                        Duration.ofSeconds(2),
                        responseTimeout,
                        List.of(),
                        MAX_BODY_BYTES,
                        streamKeepAlive,
                        false),
                new ResourceConfig(new ResourceUri(RESOURCE), Scopes.parse("mcp:read mcp:use")),
                List.of(trust),
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(3), 262_144, false),
                new OpsConfig(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                LogFormat.TEXT,
                false);
    }

    /// What these gates make of a token.
    public static Verdict verdict(BearerToken token) {
        Issuer issuer = new Issuer("https://issuer.example.com");
        Instant expiry = Instant.now().plusSeconds(300);
        return switch (token.value()) {
            case "good" ->
                new Verdict.Valid(
                        new Identity(issuer, "alice é%", "client-1", Scopes.parse("mcp:read mcp:use other"), expiry));
            case "other" ->
                new Verdict.Valid(new Identity(issuer, "dave", null, Scopes.parse("mcp:read mcp:use"), expiry));
            case "writer" ->
                new Verdict.Valid(
                        new Identity(issuer, "erin", null, Scopes.parse("mcp:read mcp:use mcp:write"), expiry));
            case "narrow" -> new Verdict.Valid(new Identity(issuer, "bob", null, Scopes.parse("mcp:read"), expiry));
            case "short" ->
                new Verdict.Valid(new Identity(
                        issuer,
                        "carol",
                        null,
                        Scopes.parse("mcp:read mcp:use"),
                        Instant.now().minusSeconds(29)));
            case "unknowable" -> new Verdict.Unavailable(Duration.ofSeconds(7), "the issuer is down");
            default -> new Verdict.Invalid(InvalidReason.SIGNATURE, "no such token here");
        };
    }

    public InetSocketAddress address() {
        return server.address();
    }

    public RawClient connect() throws IOException {
        return new RawClient(address());
    }

    /// Connects from an address of the loopback network.
    public RawClient connectFrom(String own) throws IOException {
        return new RawClient(address(), InetAddress.ofLiteral(own));
    }

    /// Sends one request with a good token and this after the method, and reads the response.
    public Response get(String path, String fields) throws IOException {
        try (RawClient client = connect()) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n")
                    .response();
        }
    }

    public Response post(String fields, String body) throws IOException {
        try (RawClient client = connect()) {
            return client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + fields + "Content-Length: " + body.length()
                            + "\r\n\r\n" + body)
                    .response();
        }
    }

    /// Who is connected.
    public ClientCount clients() {
        return server.clients();
    }

    /// The next outcome, waiting for it.
    public Outcome outcome() throws InterruptedException {
        Outcome outcome = outcomes.poll(10, TimeUnit.SECONDS);
        if (outcome == null) {
            throw new AssertionError("no outcome was told");
        }
        return outcome;
    }

    @Override
    public void close() {
        server.close();
    }

    /// Closes without anybody waiting: a stop in good order takes a quarter of a second, of which a test has no use.
    public void leave() {
        Thread.ofPlatform().daemon().name("gate-closing").start(server::close);
    }
}
