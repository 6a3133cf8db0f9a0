package dev.postern.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.audit.AuditLog;
import dev.postern.audit.AuditTrail;
import dev.postern.audit.StreamSink;
import dev.postern.audit.TextFormat;
import dev.postern.config.Config;
import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Option;
import dev.postern.config.Settings;
import dev.postern.oauth.Issuer;
import dev.postern.token.CacheState;
import dev.postern.token.KeyState;
import dev.postern.token.KeyStates;
import dev.postern.token.RememberedVerdicts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OpsServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScriptedKeys keys = new ScriptedKeys();
    private final AuditTrail trail = new AuditTrail(
            List.of(new AuditLog(
                    new StreamSink(OutputStream.nullOutputStream(), new TextFormat()), Clock.systemUTC(), 8, 8)),
            true);
    private final Metrics metrics = new Metrics(Clock.systemUTC());
    private ServerSocket upstream = new ServerSocket();
    private volatile boolean draining;
    private OpsServer ops = server(":0", 1);

    OpsServerTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        upstream = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        trail.open();
        metrics.show(keys, trail);
        ops = server("127.0.0.1:0", upstream.getLocalPort());
        ops.start();
    }

    @AfterEach
    void stop() throws IOException {
        ops.close();
        metrics.close();
        trail.close();
        upstream.close();
        client.close();
    }

    @Test
    void isAliveWhateverElseIsDown() throws Exception {
        upstream.close();

        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void isNotReadyBeforeAnyKeyCameAndFetchesKeysOfItsOwnAccord() throws Exception {
        keys.asked.acquire();

        HttpResponse<String> before = get("/readyz");
        keys.fetchedAt = Instant.now();
        HttpResponse<String> after = get("/readyz");

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("\"ready\":false", "\"issuer\":\"no keys of https://id.example.com yet");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).isEqualTo("{\"ready\":true}\n");
    }

    @Test
    void isReadyWithStaleKeysAndSaysSo() throws Exception {
        keys.fetchedAt = Instant.parse("2026-11-21T06:00:00Z");
        keys.staleBecause = "status 500";

        HttpResponse<String> response = get("/readyz");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"ready\":true,\"degraded\":{\"https://id.example.com\":\"serving from stale keys, "
                        + "fetched at 2026-11-21T06:00:00Z")
                .contains("--auth-jwks-max-stale", "status 500");
        assertThat(get("/metrics").body())
                .contains("postern_key_set_stale{issuer=\"https://id.example.com\"} 1.0")
                .contains("postern_key_set_keys{issuer=\"https://id.example.com\"} 1.0");
    }

    @Test
    void showsWhatIsRememberedOfTokensAndForHowLong() throws Exception {
        metrics.show(new RememberedVerdicts() {
            @Override
            public CacheState cacheState() {
                return new CacheState(3, 700, 5, 4);
            }

            @Override
            public Duration stalenessBound() {
                return Duration.ofMinutes(5);
            }
        });

        assertThat(get("/metrics").body())
                .contains(
                        "postern_verdict_cache_entries 3.0",
                        "postern_verdict_cache_size_bytes 700.0",
                        "postern_verdict_cache_hits_total 5.0",
                        "postern_verdict_cache_misses_total 4.0",
                        "postern_verdict_cache_staleness_bound_seconds 300.0");
    }

    @Test
    void isNotReadyWhileTheUpstreamsPortRefuses() throws Exception {
        keys.fetchedAt = Instant.now();
        upstream.close();

        HttpResponse<String> response = get("/readyz");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"upstream\":").doesNotContain("\"issuer\":");
    }

    @Test
    void isNotReadyWhileDraining() throws Exception {
        keys.fetchedAt = Instant.now();
        draining = true;

        assertThat(get("/readyz").body()).contains("\"draining\":");
    }

    @Test
    void aFloodOfQuestionsMakesFewFetches() throws Exception {
        for (int i = 0; i < 50; i++) {
            get("/readyz");
        }

        assertThat(keys.asked.availablePermits()).isLessThan(10);
    }

    @Test
    void showsMetersInPrometheusFormat() throws Exception {
        metrics.requests().streams(2);

        HttpResponse<String> response = get("/metrics");

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("postern_open_streams 2.0")
                .contains("postern_request_own_seconds_bucket")
                .contains("postern_upstream_seconds_bucket")
                .contains("postern_audit_healthy{sink=\"stdout\"} 1.0")
                .contains("postern_key_set_age_seconds{issuer=\"https://id.example.com\"}")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void answersGetAndHeadOnThreePathsOnly() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/healthz").statusCode()).isEqualTo(405);
        assertThat(send("HEAD", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhichAddressIsTaken() {
        OpsServer second = server("127.0.0.1:" + ops.address().getPort(), 1);

        assertThatThrownBy(second::start)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Cannot listen on 127.0.0.1:" + ops.address().getPort() + " (--ops-listen)");
    }

    @Test
    void hasTheKeysOfAssertionsForAnUpstreamThatReachesNothingElse() throws Exception {
        HttpResponse<String> keys = get("/.well-known/postern/jwks.json");

        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(keys.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(keys.body()).isEqualTo("{}");
        assertThat(get("/.well-known/postern/other.json").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + ops.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private OpsServer server(String opsListen, int upstreamPort) {
        Settings settings = Settings.of(
                Map.of(
                        Option.UPSTREAM, List.of("http://127.0.0.1:" + upstreamPort + "/mcp"),
                        Option.OPS_LISTEN, List.of(opsListen),
                        Option.INSECURE_NO_AUTH, List.of("true")),
                Map.of(),
                Map.of());
        Config config = switch (ConfigReader.read(settings)) {
            case ConfigResult.Complete complete -> complete.config();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
        return new OpsServer(
                config, metrics, keys, trail, () -> draining, Map.of("/.well-known/postern/jwks.json", "{}"));
    }

    /// Keys that come when the test says so.
    private static final class ScriptedKeys implements KeyStates {
        private final Semaphore asked = new Semaphore(0);
        private volatile Instant fetchedAt = Instant.EPOCH;
        private volatile @Nullable String staleBecause;

        @Override
        public List<KeyState> keyStates() {
            boolean known = fetchedAt.isAfter(Instant.EPOCH);
            return List.of(new KeyState(
                    new Issuer("https://id.example.com"),
                    known ? 1 : 0,
                    known ? fetchedAt : null,
                    staleBecause,
                    staleBecause != null));
        }

        @Override
        public void warmUp() {
            asked.release();
        }
    }
}
