package dev.postern.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.postern.config.KeysConfig;
import dev.postern.outbound.GuardedOutcome.Answered;
import dev.postern.outbound.GuardedOutcome.Failed;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedClientTest {
    private static final int MAX = 100;

    private final TestUpstream server = new TestUpstream();
    private final TestClock clock = new TestClock();
    private final AtomicInteger lookUps = new AtomicInteger();

    GuardedClientTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private GuardedClient client(boolean insecureLocal, Duration patience, String... addresses) {
        return client(insecureLocal, patience, List.of(), null, addresses);
    }

    private GuardedClient client(
            boolean insecureLocal,
            Duration patience,
            List<X509Certificate> authorities,
            @Nullable InetSocketAddress proxy,
            String... addresses) {
        KeysConfig config =
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), patience, 1024, false, authorities, proxy);
        return new GuardedClient(config, insecureLocal, patience, host -> lookUp(host, addresses), clock);
    }

    /// Every name has these addresses, the first time; after that another one, of a server nobody may call.
    private InetAddress[] lookUp(String host, String... addresses) throws UnknownHostException {
        if (addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        InetAddress[] found = new InetAddress[addresses.length];
        for (int at = 0; at < addresses.length; at++) {
            found[at] = InetAddress.getByName(lookUps.get() == 0 ? addresses[at] : "169.254.169.254");
        }
        lookUps.incrementAndGet();
        return found;
    }

    private URI url(String host) {
        return URI.create("http://" + host + ":" + server.url().getPort() + "/client?v=1");
    }

    private GuardedOutcome get(String answer) {
        server.serve(call -> {
            call.send(answer);
            call.close();
        });
        try (GuardedClient client = client(true, Duration.ofSeconds(20), "127.0.0.1")) {
            return client.get(url("client.example"), null, MAX);
        }
    }

    @Test
    void connectsToTheAddressThatWasJudgedWithoutASecondLookUp() throws InterruptedException {
        Answered answered = (Answered) get("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answered.text()).isEqualTo("{}");
        assertThat(answered.entityTag()).contains("\"1\"");
        assertThat(lookUps).hasValue(1);
        TestUpstream.Call call = server.nextCall();
        assertThat(call.head()).startsWith("GET /client?v=1 HTTP/1.1\r\n");
        assertThat(call.field("Host"))
                .isEqualTo("client.example:" + server.url().getPort());
        assertThat(call.field("Authorization") + call.field("Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "::ffff:127.0.0.1",
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "10.0.0.1",
                "192.168.1.1",
                "fd00::1",
                "fe80::1",
                "0.0.0.0",
                "64:ff9b::7f00:1",
                "2002:7f00:1::"
            })
    void callsNoNameThatLeadsInside(String address) {
        try (GuardedClient client = client(false, Duration.ofSeconds(20), address)) {
            URI uri = URI.create("https://client.example:" + server.url().getPort() + "/client");

            Failed failed = (Failed) client.get(uri, null, MAX);

            assertThat(failed.reason()).startsWith("its host is ");
            assertThat(failed.definite()).isTrue();
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void callsNoNameThatLeadsInsideByOneOfItsAddresses() {
        try (GuardedClient client = client(true, Duration.ofSeconds(20), "127.0.0.1", "10.0.0.1")) {
            assertThat(client.get(url("client.example"), null, MAX)).isInstanceOf(Failed.class);
        }
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "http://client.example/c, false",
        "http://93.184.216.34/c, true",
        "ftp://client.example/c, true",
        "file:///etc/hostname, true",
        "https://user@client.example/c, true",
        "https://client.example/c#part, true",
        "https:///c, true"
    })
    void callsNothingButHttpsWithAHostAndHttpOnThisMachineWhereToldTo(String url, boolean insecureLocal) {
        try (GuardedClient client = client(insecureLocal, Duration.ofSeconds(20), "93.184.216.34")) {
            assertThat(((Failed) client.get(URI.create(url), null, MAX)).definite())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost.", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::]"})
    void callsThisMachineByNoSpelling(String host) {
        KeysConfig config =
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(20), 1024, false);
        try (GuardedClient client =
                new GuardedClient(config, false, Duration.ofSeconds(20), InetAddress::getAllByName, clock)) {
            URI uri = URI.create("https://" + host + ":" + server.url().getPort() + "/client");

            assertThat(client.get(uri, null, MAX)).isInstanceOf(Failed.class);
        }
        assertThat(server.connections()).isZero();
    }

    static Stream<String> unfitAnswers() {
        return Stream.of(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + "x".repeat(101),
                "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(101),
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + "x".repeat(64) + "\r\n40\r\n"
                        + "x".repeat(64) + "\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\u00ff\u00fe",
                "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nno field\r\n\r\n{}",
                "HTTP/1.1 100 Continue\r\n\r\n".repeat(10) + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "SSH-2.0-OpenSSH_9.2\r\n");
    }

    @ParameterizedTest
    @MethodSource("unfitAnswers")
    void usesNothingThatIsNotAWholeSmallPlainAnswer(String answer) {
        assertThat(get(answer)).isInstanceOf(Failed.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\n{\"a\":1}",
                "HTTP/1.0 200\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
                "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n"
            })
    void readsWhatHttpLetsAServerSend(String answer) {
        assertThat(get(answer))
                .isInstanceOfSatisfying(
                        Answered.class, answered -> assertThat(answered.text()).isEqualTo("{\"a\":1}"));
    }

    @Test
    void asksWhetherWhatItHasIsStillSo() throws InterruptedException {
        server.serve(call -> call.send("HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=7\r\nAge: 3\r\n\r\n"));
        try (GuardedClient client = client(true, Duration.ofSeconds(20), "127.0.0.1")) {
            Answered answered = (Answered) client.get(url("client.example"), "W/\"1\"", MAX);

            assertThat(answered.unchanged()).isTrue();
            assertThat(answered.fields().freshFor()).contains(Duration.ofSeconds(4));
            assertThat(server.nextCall().field("If-None-Match")).isEqualTo("W/\"1\"");
        }
    }

    @Test
    void endsACallThatDripsWhenItsTimeIsOver() {
        server.serve(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n");
            while (!call.waitForLeaving(1)) {
                call.send("x");
            }
        });
        try (GuardedClient client = client(true, Duration.ofMillis(300), "127.0.0.1")) {
            assertThat(client.get(url("client.example"), null, MAX))
                    .isEqualTo(new Failed("no whole answer within 300 ms", false));
        }
    }

    @Test
    void callsOneAddressOnlySoOftenByWhateverNames() {
        server.serve(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
        KeysConfig config =
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(20), 1024, false);
        try (GuardedClient client = new GuardedClient(
                config,
                true,
                Duration.ofSeconds(20),
                _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                clock)) {
            List<GuardedOutcome> outcomes = new ArrayList<>();
            IntStream.range(0, 40).forEach(n -> outcomes.add(client.get(url("c" + n + ".example"), null, MAX)));
            clock.advance(Duration.ofMinutes(1));
            GuardedOutcome later = client.get(url("later.example"), null, MAX);

            assertThat(outcomes.stream().filter(Answered.class::isInstance)).hasSize(30);
            assertThat(server.connections()).isEqualTo(31);
            assertThat(later).isInstanceOf(Answered.class);
        }
    }

    @Test
    void holdsOnlySoManyCallsToOneAddressAtOnce() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        server.serve(call -> held.await());
        KeysConfig config =
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(20), 1024, false);
        try (GuardedClient client = new GuardedClient(
                config,
                true,
                Duration.ofSeconds(20),
                _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                clock)) {
            for (int n = 0; n < 4; n++) {
                Thread.ofVirtual().start(() -> client.get(url("slow.example"), null, MAX));
                var _ = server.nextCall();
            }

            assertThat(client.get(url("slow.example"), null, MAX))
                    .isEqualTo(new Failed("its address has been called too often", false));
            held.countDown();
        }
    }

    @Test
    void asksForTheCertificateOfTheNameWhateverTheAddress() throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(IssuerClientTest.identity()));
        https.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        https.start();
        String port = ":" + https.getAddress().getPort() + "/c";
        List<X509Certificate> known = List.of(IssuerClientTest.authority());
        try (GuardedClient client = client(true, Duration.ofSeconds(20), known, null, "127.0.0.1");
                GuardedClient other = client(true, Duration.ofSeconds(20), known, null, "127.0.0.1")) {
            GuardedOutcome right = client.get(URI.create("https://localhost" + port), null, MAX);
            lookUps.set(0);
            GuardedOutcome wrong = other.get(URI.create("https://client.example" + port), null, MAX);

            assertThat(right).isInstanceOf(Answered.class);
            assertThat(wrong).isInstanceOf(Failed.class);
        } finally {
            https.stop(0);
        }
    }

    @Test
    void tellsAProxyTheAddressThatWasJudged() throws InterruptedException {
        server.serve(call -> call.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
        InetSocketAddress proxy = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.url().getPort());
        try (GuardedClient client = client(false, Duration.ofSeconds(20), List.of(), proxy, "93.184.216.34")) {
            GuardedOutcome outcome = client.get(URI.create("https://client.example/c"), null, MAX);

            assertThat(server.nextCall().head()).startsWith("CONNECT 93.184.216.34:443 HTTP/1.1\r\n");
            assertThat(outcome).isInstanceOf(Failed.class);
        }
    }
}
