package dev.postern.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.config.RateStoreConfig;
import dev.postern.testing.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With a real Valkey or Redis server.
class SharedBucketsTest {
    private static final RateLimit PER_HOUR = new RateLimit("per-hour", 100, Duration.ofHours(1));
    private static final RateLimit FEW = new RateLimit("few", 3, Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private TestStore store(String... options) throws IOException {
        TestStore store = TestStore.start(options);
        opened.add(store);
        return store;
    }

    private static RateStoreConfig at(int port, String user, @Nullable String password, int database) {
        return new RateStoreConfig(
                false,
                "127.0.0.1",
                port,
                user,
                password == null ? null : new RateStoreConfig.Password(password),
                database,
                "postern",
                List.of());
    }

    private SharedBuckets replica(TestStore store) {
        return replica(at(store.port(), "", null, 0));
    }

    private SharedBuckets replica(RateStoreConfig config) {
        SharedBuckets replica =
                SharedBuckets.open(config, (up, why) -> told.add(up ? "up" : "away: " + why), System::nanoTime);
        opened.add(replica);
        return replica;
    }

    private static List<Demand> one(RateLimit limit, String whose) {
        return List.of(new Demand(limit, whose, 1));
    }

    private static long admitted(SharedBuckets replica, RateLimit limit, int attempts) {
        return IntStream.range(0, attempts)
                .filter(_ -> replica.take(one(limit, "alice")) instanceof Rating.Within)
                .count();
    }

    /// What was told next, of what it may be.
    private String told() throws InterruptedException {
        String next = told.poll(20, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    @Test
    void twoReplicasHoldOneLimit() throws Exception {
        TestStore store = store();
        SharedBuckets one = replica(store);
        SharedBuckets other = replica(store);

        assertThat(admitted(one, PER_HOUR, 70)).isEqualTo(70);
        assertThat(admitted(other, PER_HOUR, 70)).isEqualTo(30);
        assertThat(admitted(one, PER_HOUR, 70)).isZero();
        assertThat(one.decidedLocally() + other.decidedLocally()).isZero();
    }

    @Test
    void twoReplicasHoldOneLimitWhoeverAsksAtOnce() throws Exception {
        TestStore store = store();
        List<SharedBuckets> replicas = List.of(replica(store), replica(store));
        BlockingQueue<Rating> ratings = new LinkedBlockingQueue<>();

        List<Thread> threads = IntStream.range(0, 24)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < 50; n++) {
                        ratings.add(replicas.get(i % 2).take(one(PER_HOUR, "alice")));
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ratings).hasSize(1200);
        assertThat(ratings.stream().filter(Rating.Within.class::isInstance)).hasSize(100);
    }

    @Test
    void aReplicaThatComesLaterFindsWhatWasTaken() throws Exception {
        TestStore store = store();
        SharedBuckets first = replica(store);
        assertThat(admitted(first, PER_HOUR, 60)).isEqualTo(60);
        first.close();

        assertThat(admitted(replica(store), PER_HOUR, 100)).isEqualTo(40);
    }

    @Test
    void saysWhatIsLeftAndForHowLong() throws Exception {
        SharedBuckets replica = replica(store());

        Rating first = replica.take(one(FEW, "alice"));
        admitted(replica, FEW, 2);
        Rating refused = replica.take(one(FEW, "alice"));

        assertThat(first).isInstanceOfSatisfying(Rating.Within.class, within -> {
            assertThat(within.levels().getFirst().left()).isEqualTo(2);
            assertThat(within.levels().getFirst().seconds()).isEqualTo(3600);
        });
        assertThat(refused).isInstanceOfSatisfying(Rating.Exceeded.class, exceeded -> {
            assertThat(exceeded.exhausted().left()).isZero();
            assertThat(exceeded.exhausted().refilledIn()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        });
    }

    @Test
    void takesNothingWhereOneOfSeveralIsExhausted() throws Exception {
        SharedBuckets replica = replica(store());
        List<Demand> both = List.of(new Demand(PER_HOUR, "alice", 1), new Demand(FEW, "alice", 1));

        IntStream.range(0, 20).forEach(_ -> replica.take(both));

        assertThat(admitted(replica, PER_HOUR, 200)).isEqualTo(97);
    }

    @Test
    void bucketsGoFromTheStoreWhenTheyAreFull() throws Exception {
        TestStore store = store();
        SharedBuckets replica = replica(store);
        replica.take(one(new RateLimit("short", 1, Duration.ofMillis(50)), "alice"));
        replica.close();

        for (int i = 0; i < 200 && !store.ask("DBSIZE").equals(":0"); i++) {
            Thread.sleep(50);
        }
        assertThat(store.ask("DBSIZE")).isEqualTo(":0");
    }

    @Test
    void namesNobodyInTheStore() throws Exception {
        TestStore store = store();
        replica(store).take(one(PER_HOUR, "5:https5:alice"));

        List<String> keys = store.askAll("KEYS postern:per-hour*", 3);

        assertThat(keys.getLast()).startsWith("postern:per-hour:100:3600000:").doesNotContain("alice");
    }

    @Test
    void decidesByItselfWhileTheStoreIsFrozenAndSharesAgainAfterwards() throws Exception {
        TestStore store = store();
        SharedBuckets replica = replica(store);
        assertThat(told()).isEqualTo("up");
        assertThat(admitted(replica, FEW, 1)).isEqualTo(1);

        store.freeze();
        assertThat(admitted(replica, FEW, 10)).isEqualTo(2);
        assertThat(told()).isEqualTo("away: it does not answer in time");
        assertThat(replica.isUp()).isFalse();
        assertThat(replica.mayWait()).isFalse();
        assertThat(replica.decidedLocally()).isGreaterThanOrEqualTo(10);

        store.thaw();
        assertThat(told()).isEqualTo("up");
        assertThat(replica.isUp()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void decidesByItselfWhileTheStoreIsGoneAndSharesAgainAfterwards() throws Exception {
        TestStore store = store();
        SharedBuckets replica = replica(store);
        assertThat(told()).isEqualTo("up");
        admitted(replica, FEW, 1);

        store.kill();
        assertThat(admitted(replica, FEW, 10)).isEqualTo(2);
        assertThat(told()).startsWith("away: ");

        store.restart();
        assertThat(told()).isEqualTo("up");
        assertThat(admitted(replica, FEW, 10)).isEqualTo(3);
        assertThat(told).isEmpty();
    }

    @Test
    void startsWithoutTheStore() throws Exception {
        TestStore store = store();
        store.kill();
        SharedBuckets replica = replica(store);

        assertThat(told()).startsWith("away: ");
        assertThat(admitted(replica, FEW, 10)).isEqualTo(3);

        store.restart();
        assertThat(told()).isEqualTo("up");
    }

    @Test
    void goesOnWithAServerThatForgotTheScript() throws Exception {
        TestStore store = store();
        SharedBuckets replica = replica(store);
        admitted(replica, FEW, 1);

        store.ask("SCRIPT FLUSH");

        assertThat(admitted(replica, FEW, 10)).isEqualTo(2);
        assertThat(replica.decidedLocally()).isZero();
    }

    @Test
    void goesOnWhereTheServerClosesConnectionsThatAreIdle() throws Exception {
        TestStore store = store();
        SharedBuckets replica = replica(store);
        admitted(replica, FEW, 1);

        store.ask("CLIENT KILL TYPE normal");

        assertThat(admitted(replica, FEW, 10)).isEqualTo(2);
        assertThat(replica.decidedLocally()).isZero();
    }

    @Test
    void showsItsPasswordAndUsesItsDatabase() throws Exception {
        TestStore store = store("--requirepass", "geheim");
        SharedBuckets replica = replica(at(store.port(), "default", "geheim", 3));
        assertThat(told()).isEqualTo("up");

        assertThat(admitted(replica, FEW, 10)).isEqualTo(3);
        assertThat(store.askAll("AUTH geheim\r\nINFO keyspace", 5)).anyMatch(line -> line.startsWith("db3:"));
    }

    @Test
    void needsNoMoreRightsThanTheDocumentationNames() throws Exception {
        TestStore store = store();
        assertThat(store.ask(
                        "ACL SETUSER postern on >geheim resetkeys ~postern:* resetchannels -@all +auth +select +eval"
                                + " +evalsha +get +incrby +pttl +pexpire"))
                .isEqualTo("+OK");

        SharedBuckets replica = replica(at(store.port(), "postern", "geheim", 1));

        assertThat(told()).isEqualTo("up");
        assertThat(admitted(replica, FEW, 10)).isEqualTo(3);
        assertThat(replica.decidedLocally()).isZero();
    }

    @Test
    void believesAServerByTlsWhoseCertificateIsTrustedAndNoOther() throws Exception {
        int port = TestStore.freePort();
        store(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                resource("issuer.pem").toString(),
                "--tls-key-file",
                key().toString(),
                "--tls-auth-clients",
                "no");

        SharedBuckets trusting = replica(byTls(port, List.of(authority())));
        assertThat(told()).isEqualTo("up");
        assertThat(admitted(trusting, FEW, 1)).isEqualTo(1);
        trusting.close();

        SharedBuckets doubting = replica(byTls(port, List.of()));
        assertThat(told()).startsWith("away: ");
        assertThat(admitted(doubting, FEW, 10)).isEqualTo(3);
    }

    private static RateStoreConfig byTls(int port, List<X509Certificate> authorities) {
        return new RateStoreConfig(true, "localhost", port, "", null, 0, "postern", authorities);
    }

    private static Path resource(String name) throws Exception {
        return Path.of(SharedBucketsTest.class
                .getResource("/dev/postern/outbound/" + name)
                .toURI());
    }

    private static X509Certificate authority() throws Exception {
        try (InputStream pem = Files.newInputStream(resource("issuer.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private Path key() throws Exception {
        char[] password = "for-tests-only".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(resource("issuer.p12"))) {
            keys.load(in, password);
        }
        String key = Base64.getMimeEncoder()
                .encodeToString(
                        keys.getKey(keys.aliases().nextElement(), password).getEncoded());
        return Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim?", ""})
    void saysThatThePasswordIsWrongAndNotWhichItWas(String password) throws Exception {
        TestStore store = store("--requirepass", "geheim");
        SharedBuckets replica = replica(at(store.port(), "", password.isEmpty() ? null : password, 0));

        assertThat(told()).isEqualTo(password.isEmpty() ? "away: it answers NOAUTH" : "away: it answers WRONGPASS");
        assertThat(admitted(replica, FEW, 10)).isEqualTo(3);
    }

    @Test
    void decidesByItselfWhileTheStoreIsFull() throws Exception {
        TestStore store = store();
        SharedBuckets replica = replica(store);
        assertThat(told()).isEqualTo("up");

        store.ask("CONFIG SET maxmemory 1");
        assertThat(told()).isEqualTo("away: it answers OOM");
        assertThat(admitted(replica, FEW, 10)).isEqualTo(3);

        store.ask("CONFIG SET maxmemory 0");
        assertThat(told()).isEqualTo("up");
    }

    @Test
    void decidesByItselfWhileTheStoreTakesNothingButReads() throws Exception {
        TestStore store = store();
        SharedBuckets replica = replica(store);
        assertThat(told()).isEqualTo("up");

        store.ask("REPLICAOF 127.0.0.1 1");
        assertThat(told()).isIn("away: it answers READONLY", "away: it answers MASTERDOWN");
        assertThat(admitted(replica, FEW, 10)).isEqualTo(3);

        store.ask("REPLICAOF NO ONE");
        assertThat(told()).isEqualTo("up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "*1000000000\r\n",
                "*3\r\n:0\r\n*1\r\n:1\r\n",
                ":12345678901234567890\r\n",
                ":1\rx",
                "*2\r\n:0\r\n:1\r\n",
                "-wrong password geheim\r\n"
            })
    void believesNoServerThatAnswersOtherwise(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, answer));
            RedisStore store =
                    new RedisStore(at(server.getLocalPort(), "", null, 0), Duration.ofSeconds(2), System::nanoTime);

            assertThatThrownBy(store::probe)
                    .isInstanceOf(IOException.class)
                    .message()
                    .doesNotContain("geheim");
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            boolean _ = socket.getInputStream().read() < 0;
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // the script
            }
        } catch (IOException _) {
            // the test is over
        }
    }
}
