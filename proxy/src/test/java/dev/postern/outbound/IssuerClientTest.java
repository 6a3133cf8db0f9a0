package dev.postern.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.postern.config.KeysConfig;
import dev.postern.testing.Fault;
import dev.postern.testing.TestIssuer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IssuerClientTest {
    private final TestIssuer issuer = new TestIssuer();
    private final IssuerClient client = client(Duration.ofSeconds(3), false);

    private static IssuerClient client(Duration fetchTimeout, boolean insecureHttpIssuer) {
        return new IssuerClient(new KeysConfig(
                Duration.ofSeconds(30), Duration.ofHours(24), fetchTimeout, 256 * 1024, insecureHttpIssuer));
    }

    @AfterEach
    void close() {
        client.close();
        issuer.close();
    }

    private FetchOutcome get(String url) {
        return client.get(URI.create(url), Duration.ofSeconds(5));
    }

    @Test
    void getsADocumentWithItsAge() {
        issuer.cacheControl("public, max-age=300, must-revalidate");

        FetchOutcome.Fetched fetched = (FetchOutcome.Fetched) get(issuer.jwksUrl());

        assertThat(fetched.text()).contains("\"keys\"");
        assertThat(fetched.contentType()).isEqualTo("application/json");
        assertThat(fetched.maxAge()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR", "HUGE", "GZIP", "REDIRECT", "CUT", "GARBAGE"})
    void failsOnWhatIsNotAWholeSmallPlainAnswer(Fault fault) {
        issuer.fault(fault);

        assertThat(get(issuer.jwksUrl())).isInstanceOf(FetchOutcome.Failed.class);
        assertThat(issuer.requests()).containsExactly("/jwks");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SLOW", "DRIP"})
    void failsWhenTheWholeCallTakesTooLong(Fault fault) {
        issuer.fault(fault);
        try (IssuerClient hasty = client(Duration.ofMillis(300), false)) {
            assertThat(hasty.get(URI.create(issuer.jwksUrl()), Duration.ofSeconds(5)))
                    .isEqualTo(new FetchOutcome.Failed("no whole answer within 300 ms"));
        }
    }

    @Test
    void waitsNoLongerThanTheTimeThatIsLeft() {
        issuer.fault(Fault.SLOW);

        assertThat(client.get(URI.create(issuer.jwksUrl()), Duration.ofMillis(200)))
                .isEqualTo(new FetchOutcome.Failed("no whole answer within 200 ms"));
    }

    @Test
    void failsWhereNobodyListens() {
        issuer.down();

        assertThat(get(issuer.jwksUrl())).isInstanceOf(FetchOutcome.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example/jwks",
                "http://10.0.0.1/jwks",
                "http://127.0.0.1.evil.example/jwks",
                "https://user:secret@127.0.0.1:1/jwks",
                "https://127.0.0.1:1/jwks#fragment",
                "file:///etc/hostname",
                "ftp://127.0.0.1/jwks",
                "jwks",
                "https:///jwks"
            })
    void refusesToCallWhatIsNeitherHttpsNorLoopback(String url) {
        FetchOutcome.Failed failed = (FetchOutcome.Failed) get(url);

        assertThat(failed.reason()).doesNotContain("secret");
        assertThat(new AllowedUris(false).objection(URI.create(url))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://id.example/jwks", "http://localhost:1/x", "http://127.9.9.9/x", "http://[::1]:8080/x"})
    void allowsHttpsEverywhereAndHttpOnTheLoopback(String url) {
        assertThat(new AllowedUris(false).objection(URI.create(url))).isEmpty();
    }

    @Test
    void allowsHttpBeyondTheLoopbackOnlyWhereAskedTo() {
        assertThat(new AllowedUris(true).objection(URI.create("http://id.example/jwks")))
                .isEmpty();
        assertThat(new AllowedUris(true).objection(URI.create("http://u@id.example/jwks")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60 | 60",
                "public, MAX-AGE=60 | 60",
                "max-age=60, no-cache | 0",
                "no-store | 0",
                "max-age=5, max-age=60 | 5"
            })
    void readsTheAgeFromCacheControl(String field, long seconds) {
        assertThat(CacheControl.maxAge(List.of(field))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"public", "max-age=", "max-age=-1", "max-age=9999999999999", "s-maxage=60", "max-age=\"60\""})
    void readsNoAgeWhereNoneIsStated(String field) {
        assertThat(CacheControl.maxAge(List.of(field))).isEmpty();
    }

    @Test
    void trustsAuthoritiesOfOnesOwnOnlyWhereTold() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
        KeysConfig config = new KeysConfig(
                Duration.ofSeconds(30),
                Duration.ofHours(24),
                Duration.ofSeconds(3),
                1024,
                false,
                List.of(authority()),
                null);

        try (IssuerClient trusting = new IssuerClient(config)) {
            assertThat(trusting.get(url, Duration.ofSeconds(5))).isInstanceOf(FetchOutcome.Fetched.class);
            assertThat(client.get(url, Duration.ofSeconds(5))).isInstanceOf(FetchOutcome.Failed.class);
        } finally {
            server.stop(0);
        }
    }

    static SSLContext identity() throws Exception {
        char[] password = "for-tests-only".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(IssuerClientTest.class.getResourceAsStream("issuer.p12"), password);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    static X509Certificate authority() throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(IssuerClientTest.class.getResourceAsStream("issuer.pem"));
    }
}
