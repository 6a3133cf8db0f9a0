package dev.postern.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.oauth.Issuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An authorization server of one's own on a free port of the loopback: metadata, keys, tokens, and any fault.
public final class TestIssuer implements AutoCloseable {
    private final String path;
    private final int port;
    private final Clock clock;
    private final List<TestKey> keys = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger keysMade = new AtomicInteger();
    private volatile @Nullable HttpServer server;
    private volatile String metadataPath;
    private volatile Fault keyFault = Fault.NONE;
    private volatile Fault metadataFault = Fault.NONE;
    private volatile @Nullable String jwks;
    private volatile @Nullable String cacheControl;
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile Fault introspectionFault = Fault.NONE;
    private final List<String> grants = new CopyOnWriteArrayList<>();
    private volatile Fault grantFault = Fault.NONE;
    private volatile String grant = "{}";
    private volatile String introspection = "{\"active\":false}";

    /// An issuer at the root that signs with ES256.
    public TestIssuer() {
        this("", "ES256", Clock.systemUTC());
    }

    /// @param path of the issuer's URL, empty or beginning with a slash
    /// @param algorithm its first key signs with
    /// @param clock by which tokens are dated
    public TestIssuer(String path, String algorithm, Clock clock) {
        this.path = path;
        this.clock = clock;
        this.metadataPath = "/.well-known/oauth-authorization-server" + path;
        HttpServer first = listen(0);
        this.server = first;
        this.port = first.getAddress().getPort();
        rotate(algorithm);
    }

    public Issuer issuer() {
        return new Issuer("http://127.0.0.1:" + port + path);
    }

    public String jwksUrl() {
        return "http://127.0.0.1:" + port + "/jwks";
    }

    /// A good token for that audience, to be changed and minted.
    public TokenRequest token(String audience) {
        return new TokenRequest(issuer().value(), key(), clock.instant()).audience(audience);
    }

    /// The newest key.
    public TestKey key() {
        return keys.getLast();
    }

    /// Adds a key of the same algorithm and signs with it from now on; the old ones stay published.
    public TestKey rotate() {
        return rotate(key().algorithm());
    }

    /// Adds a key and signs with it from now on.
    public TestKey rotate(String algorithm) {
        TestKey key = TestKey.generate("key-" + keysMade.incrementAndGet(), algorithm);
        keys.add(key);
        return key;
    }

    /// Publishes this key too, and signs with it from now on.
    public void publish(TestKey key) {
        keys.add(key);
    }

    /// Withdraws every key but the newest.
    public void retireOldKeys() {
        TestKey newest = key();
        keys.removeIf(key -> !key.equals(newest));
    }

    /// Publishes this very text instead of the keys; null goes back to them.
    public void publishJwks(@Nullable String text) {
        jwks = text;
    }

    /// The `Cache-Control` of the key set; none where null.
    public void cacheControl(@Nullable String value) {
        cacheControl = value;
    }

    /// Where the metadata is, instead of the RFC 8414 place.
    public void metadataAt(String newPath) {
        metadataPath = newPath;
    }

    /// Makes the key set go wrong from the next request on.
    public void fault(Fault fault) {
        keyFault = fault;
    }

    /// Makes the metadata go wrong from the next request on.
    public void metadataFault(Fault fault) {
        metadataFault = fault;
    }

    public String introspectionUrl() {
        return "http://127.0.0.1:" + port + "/introspect";
    }

    /// Answers every introspection request with this very text.
    public void introspect(String answer) {
        introspection = answer;
    }

    /// Makes introspection go wrong from the next request on.
    public void introspectionFault(Fault fault) {
        introspectionFault = fault;
    }

    /// The introspection requests so far, each as its `Authorization` field, a line break, and the form.
    public List<String> introspectionRequests() {
        return new ArrayList<>(questions);
    }

    public String tokenUrl() {
        return "http://127.0.0.1:" + port + "/token";
    }

    /// Answers every request at the token endpoint with this very text.
    public void grant(String answer) {
        grant = answer;
    }

    /// Makes the token endpoint go wrong from the next request on.
    public void grantFault(Fault fault) {
        grantFault = fault;
    }

    /// The requests at the token endpoint so far, each as its `Authorization` field, a line break, and the form.
    public List<String> grantRequests() {
        return new ArrayList<>(grants);
    }

    /// How often the key set was asked for.
    public int jwksRequests() {
        return (int) requests.stream().filter("/jwks"::equals).count();
    }

    /// Every path asked for, in order.
    public List<String> requests() {
        return new ArrayList<>(requests);
    }

    /// Stops listening: connections are refused until [#up()].
    public void down() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
        }
    }

    /// Listens again, on the same port.
    public void up() {
        server = listen(port);
    }

    @Override
    public void close() {
        down();
    }

    private HttpServer listen(int onPort) {
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 200);
            fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            fresh.createContext("/", this::answer);
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().getPath();
        requests.add(asked);
        try (exchange) {
            if (asked.equals("/jwks")) {
                if (cacheControl != null) {
                    exchange.getResponseHeaders().set("Cache-Control", cacheControl);
                }
                FaultyAnswer.send(exchange, keyFault, jwks == null ? keySet() : jwks);
            } else if (asked.equals(metadataPath)) {
                FaultyAnswer.send(exchange, metadataFault, metadata());
            } else if (asked.equals("/token")) {
                grants.add(asked(exchange));
                FaultyAnswer.send(exchange, grantFault, grant);
            } else if (asked.equals("/introspect")) {
                questions.add(asked(exchange));
                FaultyAnswer.send(exchange, introspectionFault, introspection);
            } else if (asked.startsWith("/elsewhere")) {
                FaultyAnswer.send(exchange, Fault.NONE, keySet());
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static String asked(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "no Authorization")
                + "\n" + form;
    }

    private String metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", metadataFault == Fault.WRONG_ISSUER ? issuer() + "/other" : issuer().value());
        metadata.put("jwks_uri", jwksUrl());
        metadata.put("token_endpoint", tokenUrl());
        metadata.put("introspection_endpoint", introspectionUrl());
        return json(metadata);
    }

    private String keySet() {
        List<Object> published = new ArrayList<>();
        for (TestKey key : keys) {
            published.add(key.jwk());
        }
        return json(Map.of("keys", published));
    }

    private static String json(Map<String, Object> object) {
        return Objects.requireNonNull(JSONObjectUtils.toJSONString(object));
    }
}
