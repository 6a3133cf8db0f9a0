package dev.postern.authserver.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.authserver.store.AuthorizationCode;
import dev.postern.authserver.store.CodeUse;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.RefreshToken;
import dev.postern.authserver.store.RegisteredClient;
import dev.postern.authserver.store.Rotation;
import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.SigningKey;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store promises, whatever database is behind it.
abstract class StoreContract {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123456Z");
    static final Duration GRACE = Duration.ofSeconds(60);
    private static final int RACES = 1000;

    private final List<Store> opened = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // JUnit runs openStore first
    private Store store;

    /// A store on the database of this test; each one is another replica where the database allows it.
    abstract Store open();

    @BeforeEach
    void openStore() {
        store = opened(open());
    }

    @AfterEach
    void closeStores() {
        opened.forEach(Store::close);
    }

    Store opened(Store another) {
        opened.add(another);
        return another;
    }

    /// The second replica; the same store where the database is one process's own.
    Store replica() {
        return opened(open());
    }

    @Test
    void givesBackAClientAsItWasRegistered() {
        RegisteredClient client = client("a", NOW);
        store.clients().register(client);

        assertThat(store.clients().find("a")).contains(client);
        assertThat(store.clients().find("b")).isEmpty();
        assertThat(store.clients().count()).isEqualTo(1);
    }

    @Test
    void keepsAPublicClientWithoutASecret() {
        RegisteredClient client = new RegisteredClient("a", null, null, hash("token"), "{}", NOW);
        store.clients().register(client);

        assertThat(store.clients().find("a")).contains(client);
    }

    @Test
    void replacesAClientThatIsThere() {
        store.clients().register(client("a", NOW));
        RegisteredClient changed =
                new RegisteredClient("a", null, null, hash("new token"), "{\"client_name\":\"Ünïcode 🚪\"}", NOW);

        assertThat(store.clients().update(changed)).isTrue();
        assertThat(store.clients().find("a")).contains(changed);
        assertThat(store.clients().update(client("b", NOW))).isFalse();
    }

    @Test
    void aDeletedClientTakesItsGrantsAndCodesAlong() {
        store.clients().register(client("a", NOW));
        store.grants().add(grant("g", "a", "alice"));
        store.refreshTokens().add(token("r", "g"));
        store.codes().add(code("c", "g", "a"));

        assertThat(store.clients().delete("a")).isTrue();
        assertThat(store.clients().delete("a")).isFalse();
        assertThat(store.grants().find("g", NOW)).isEmpty();
        assertThat(store.refreshTokens().find(hash("r"), NOW)).isEmpty();
        assertThat(store.codes().redeem(hash("c"), NOW)).isEqualTo(new CodeUse.Unknown());
    }

    @Test
    void listsTheNewestClientsFirst() {
        store.clients().register(client("old", NOW.minusSeconds(1)));
        store.clients().register(client("new", NOW));

        assertThat(store.clients().list(10)).extracting(RegisteredClient::id).containsExactly("new", "old");
        assertThat(store.clients().list(1)).extracting(RegisteredClient::id).containsExactly("new");
    }

    @Test
    void aRegistrationThatNobodyUsesIsForgottenAndOneInUseIsNot() {
        Instant longAgo = NOW.minus(Duration.ofDays(90));
        for (String id : List.of("unused", "used", "granted")) {
            store.clients().register(client(id, longAgo));
        }
        store.clients().used("used", NOW);
        store.grants().add(grant("g", "granted", "alice"));

        store.sweep(NOW, NOW.minus(Duration.ofDays(30)));

        assertThat(store.clients().find("unused")).isEmpty();
        assertThat(store.clients().find("used")).isPresent();
        assertThat(store.clients().find("granted")).isPresent();
    }

    @Test
    void givesBackAGrantAsItWasMade() {
        Grant grant = new Grant(
                "g",
                "https://client.example/metadata.json",
                "A client",
                "alice",
                Scopes.parse("mcp:use mcp:admin"),
                List.of("https://mcp.example.com/mcp", "https://mcp.example.com"),
                NOW,
                NOW.plusSeconds(60),
                new Sealed("sealed"));
        store.grants().add(grant);

        assertThat(store.grants().find("g", NOW)).contains(grant);
        assertThat(store.grants().find("g", NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void aGrantIsExtendedWhileItLastsAndNeverAfter() {
        store.grants().add(grant("g", "a", "alice"));
        Instant end = grant("g", "a", "alice").expires();

        assertThat(store.grants().extend("g", end.minusSeconds(1), end.plusSeconds(60)))
                .isTrue();
        assertThat(store.grants().find("g", end)).isPresent();
        assertThat(store.grants().extend("g", end.plusSeconds(60), end.plusSeconds(120)))
                .isFalse();
        assertThat(store.grants().find("g", end.plusSeconds(60))).isEmpty();
    }

    @Test
    void keepsWhatTheProviderGaveLast() {
        store.grants().add(grant("g", "a", "alice"));

        assertThat(store.grants().keepProvider("g", new Sealed("second"))).isTrue();
        assertThat(store.grants().find("g", NOW).map(Grant::provider)).contains(new Sealed("second"));
        assertThat(store.grants().keepProvider("other", new Sealed("x"))).isFalse();
    }

    @Test
    void aRevokedGrantIsAsIfItHadNeverBeen() {
        store.grants().add(grant("g", "a", "alice"));
        store.refreshTokens().add(token("r", "g"));
        store.codes().add(code("c", "g", "a"));

        assertThat(store.grants().revoke("g")).isTrue();

        assertThat(store.grants().revoke("g")).isFalse();
        assertThat(store.grants().find("g", NOW)).isEmpty();
        assertThat(store.grants().extend("g", NOW, NOW.plusSeconds(9))).isFalse();
        assertThat(store.codes().redeem(hash("c"), NOW)).isEqualTo(new CodeUse.Unknown());
        assertThat(rotate(store, "r", "s", NOW)).isEqualTo(new Rotation.Unknown());
        store.refreshTokens().add(token("t", "g"));
        assertThat(store.refreshTokens().find(hash("t"), NOW)).isEmpty();
    }

    @Test
    void listsGrantsOfASubjectAndOfAClient() {
        store.grants().add(grant("g1", "a", "alice"));
        store.grants().add(grant("g2", "a", "bob"));
        store.grants().add(grant("g3", "b", "alice"));

        assertThat(ids(store.grants().list("alice", null, NOW, 9))).containsExactly("g1", "g3");
        assertThat(ids(store.grants().list(null, "a", NOW, 9))).containsExactly("g1", "g2");
        assertThat(ids(store.grants().list("alice", "b", NOW, 9))).containsExactly("g3");
        assertThat(ids(store.grants().list(null, null, NOW, 2))).containsExactly("g1", "g2");
        assertThat(store.grants().list(null, null, NOW.plus(Duration.ofDays(365)), 9))
                .isEmpty();
    }

    @Test
    void aCodeIsRedeemedOnceAndItsSecondUseNamesTheGrant() {
        AuthorizationCode code = code("c", "g", "a");
        store.codes().add(code);

        assertThat(store.codes().redeem(hash("c"), NOW)).isEqualTo(new CodeUse.Redeemed(code));
        assertThat(store.codes().redeem(hash("c"), NOW)).isEqualTo(new CodeUse.Used("g"));
        assertThat(store.codes().redeem(hash("other"), NOW)).isEqualTo(new CodeUse.Unknown());
    }

    @Test
    void anExpiredCodeIsNotRedeemed() {
        store.codes().add(code("c", "g", "a"));

        assertThat(store.codes().redeem(hash("c"), code("c", "g", "a").expires()))
                .isEqualTo(new CodeUse.Unknown());
    }

    @Test
    void aUsedCodeIsRememberedAnHourBeyondItsEnd() {
        store.codes().add(code("c", "g", "a"));
        store.codes().redeem(hash("c"), NOW);
        Instant end = code("c", "g", "a").expires();

        store.sweep(end.plus(Duration.ofMinutes(59)), NOW);
        assertThat(store.codes().redeem(hash("c"), end)).isEqualTo(new CodeUse.Used("g"));

        store.sweep(end.plus(Duration.ofMinutes(60)), NOW);
        assertThat(store.codes().redeem(hash("c"), end)).isEqualTo(new CodeUse.Unknown());
    }

    @Test
    void aUsedCodeIsRememberedWhenItsGrantIsRevoked() {
        store.grants().add(grant("g", "a", "alice"));
        store.codes().add(code("c", "g", "a"));
        store.codes().redeem(hash("c"), NOW);

        store.grants().revoke("g");

        assertThat(store.codes().redeem(hash("c"), NOW)).isEqualTo(new CodeUse.Used("g"));
    }

    @Test
    void oneOfTwoReplicasRedeemsACodeInEachOfAThousandRaces() throws Exception {
        Store other = replica();
        for (int race = 0; race < RACES; race++) {
            store.codes().add(code("c" + race, "g" + race, "a"));
        }

        List<List<CodeUse>> results =
                race(RACES, 2, n -> replicaOf(n, other).codes().redeem(hash("c" + n.race()), NOW));

        for (int race = 0; race < RACES; race++) {
            assertThat(results.get(race))
                    .containsExactlyInAnyOrder(
                            new CodeUse.Redeemed(code("c" + race, "g" + race, "a")), new CodeUse.Used("g" + race));
        }
    }

    @Test
    void aRefreshTokenIsReplacedAndTheOldOneGivesTheSameAnswerWithinGrace() {
        store.grants().add(grant("g", "a", "alice"));
        store.refreshTokens().add(token("r1", "g"));

        assertThat(rotate(store, "r1", "r2", NOW)).isEqualTo(new Rotation.Rotated());
        assertThat(rotate(store, "r1", "r3", NOW.plus(GRACE)))
                .isEqualTo(new Rotation.Repeated(new Sealed("answer-with-r2")));
        assertThat(store.refreshTokens().find(hash("r1"), NOW)).contains(grant("g", "a", "alice"));
        assertThat(store.refreshTokens().find(hash("r2"), NOW)).contains(grant("g", "a", "alice"));
        assertThat(store.refreshTokens().find(hash("r3"), NOW)).isEmpty();
        assertThat(rotate(store, "r2", "r4", NOW.plus(GRACE))).isEqualTo(new Rotation.Rotated());
    }

    @Test
    void reuseAfterGraceEndsTheWholeFamily() {
        store.grants().add(grant("g", "a", "alice"));
        store.refreshTokens().add(token("r1", "g"));
        rotate(store, "r1", "r2", NOW);

        Rotation reuse = rotate(store, "r1", "r3", NOW.plus(GRACE).plusMillis(1));

        assertThat(reuse).isEqualTo(new Rotation.Reused("g"));
        assertThat(rotate(store, "r2", "r4", NOW)).isEqualTo(new Rotation.Unknown());
        assertThat(store.grants().find("g", NOW)).isEmpty();
    }

    @Test
    void anAnswerIsForgottenWithItsGrace() {
        store.grants().add(grant("g", "a", "alice"));
        store.refreshTokens().add(token("r1", "g"));
        rotate(store, "r1", "r2", NOW);
        store.sweep(NOW.plus(Duration.ofHours(1)).plusSeconds(1), NOW);

        // Were the answer still there, so generous a grace would give it again.
        Rotation late = store.refreshTokens()
                .rotate(hash("r1"), token("r3", "g"), new Sealed("x"), NOW.plusSeconds(5), Duration.ofDays(1));

        assertThat(late).isEqualTo(new Rotation.Reused("g"));
    }

    @Test
    void anExpiredTokenOrOneOfAnExpiredGrantIsUnknown() {
        store.grants().add(grant("g", "a", "alice"));
        store.refreshTokens().add(token("r", "g"));
        Instant tokenEnds = token("r", "g").expires();
        Instant grantEnds = grant("g", "a", "alice").expires();
        store.refreshTokens().add(new RefreshToken(hash("long"), "g", grantEnds.plusSeconds(60)));

        assertThat(rotate(store, "r", "s", tokenEnds)).isEqualTo(new Rotation.Unknown());
        assertThat(store.refreshTokens().find(hash("r"), tokenEnds)).isEmpty();
        assertThat(rotate(store, "long", "s", grantEnds)).isEqualTo(new Rotation.Unknown());
        assertThat(store.refreshTokens().find(hash("long"), grantEnds)).isEmpty();
    }

    @Test
    void aTokenIsNotReplacedByOneOfAnotherGrant() {
        store.grants().add(grant("g", "a", "alice"));
        store.grants().add(grant("h", "a", "bob"));
        store.refreshTokens().add(token("r", "g"));

        assertThatThrownBy(() -> store.refreshTokens().rotate(hash("r"), token("s", "h"), new Sealed("x"), NOW, GRACE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(rotate(store, "r", "t", NOW)).isEqualTo(new Rotation.Rotated());
    }

    @Test
    void ofManyThatRotateATokenOneDoesAndTheOthersGetItsAnswer() throws Exception {
        Store other = replica();
        int races = 100;
        for (int race = 0; race < races; race++) {
            store.grants().add(grant("g" + race, "a", "alice"));
            store.refreshTokens().add(token("r" + race, "g" + race));
        }

        List<List<Rotation>> results = race(
                races,
                4,
                n -> replicaOf(n, other)
                        .refreshTokens()
                        .rotate(
                                hash("r" + n.race()),
                                token("next-" + n.race() + "-" + n.runner(), "g" + n.race()),
                                new Sealed("answer-" + n.runner()),
                                NOW,
                                GRACE));

        for (List<Rotation> result : results) {
            int winner = result.indexOf(new Rotation.Rotated());
            assertThat(winner).isNotNegative();
            List<Rotation> expected = new ArrayList<>(List.of(new Rotation.Rotated()));
            for (int i = 1; i < 4; i++) {
                expected.add(new Rotation.Repeated(new Sealed("answer-" + winner)));
            }
            assertThat(result).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void whoRotatesWhileTheGrantIsRevokedLeavesNoTokenBehind() throws Exception {
        Store other = replica();
        int races = 100;
        for (int race = 0; race < races; race++) {
            store.grants().add(grant("g" + race, "a", "alice"));
            store.refreshTokens().add(token("r" + race, "g" + race));
        }

        race(
                races,
                2,
                n -> n.runner() == 0
                        ? rotate(store, "r" + n.race(), "s" + n.race(), "g" + n.race(), NOW)
                        : other.grants().revoke("g" + n.race()));

        for (int race = 0; race < races; race++) {
            assertThat(store.grants().find("g" + race, NOW)).isEmpty();
            assertThat(store.refreshTokens().find(hash("s" + race), NOW)).isEmpty();
        }
    }

    @Test
    void aTicketIsTakenOnce() {
        Ticket ticket = ticket("t", "content");

        assertThat(store.tickets().add(ticket, NOW)).isTrue();
        assertThat(store.tickets().find(TicketKind.LOGIN, hash("t"), NOW)).contains(ticket);
        assertThat(store.tickets().find(TicketKind.SESSION, hash("t"), NOW)).isEmpty();
        assertThat(store.tickets().take(TicketKind.LOGIN, hash("t"), NOW)).contains(ticket);
        assertThat(store.tickets().take(TicketKind.LOGIN, hash("t"), NOW)).isEmpty();
    }

    @Test
    void aTicketIsAddedOnceUntilItHasExpired() {
        Ticket first = ticket("t", "first");
        Ticket second = new Ticket(
                TicketKind.LOGIN, hash("t"), "second", first.expires().plusSeconds(60));

        assertThat(store.tickets().add(first, NOW)).isTrue();
        assertThat(store.tickets().add(second, NOW)).isFalse();
        assertThat(store.tickets().find(TicketKind.LOGIN, hash("t"), first.expires()))
                .isEmpty();
        assertThat(store.tickets().take(TicketKind.LOGIN, hash("t"), first.expires()))
                .isEmpty();
        assertThat(store.tickets().add(second, first.expires())).isTrue();
        assertThat(store.tickets().find(TicketKind.LOGIN, hash("t"), first.expires()))
                .contains(second);
    }

    @Test
    void ofManyThatTakeATicketOneGetsItAndOfManyThatAddOneOneDoes() throws Exception {
        Store other = replica();
        int races = 100;

        List<List<Boolean>> added =
                race(races, 4, n -> replicaOf(n, other).tickets().add(ticket("t" + n.race(), "content"), NOW));
        List<List<Boolean>> taken = race(
                races,
                4,
                n -> replicaOf(n, other)
                        .tickets()
                        .take(TicketKind.LOGIN, hash("t" + n.race()), NOW)
                        .isPresent());

        assertThat(added).allSatisfy(results -> assertThat(results).containsOnlyOnce(true));
        assertThat(taken).allSatisfy(results -> assertThat(results).containsOnlyOnce(true));
    }

    @Test
    void keysArePublishedInTheOrderInWhichTheySign() {
        SigningKey first = key("k1", NOW, NOW.plusSeconds(100));
        SigningKey second = key("k2", NOW.plusSeconds(50), NOW.plusSeconds(200));

        assertThat(store.signingKeys().add(first, null)).isTrue();
        assertThat(store.signingKeys().add(second, "k1")).isTrue();
        assertThat(store.signingKeys().published(NOW)).containsExactly(first, second);
        assertThat(store.signingKeys().published(NOW.plusSeconds(100))).containsExactly(second);
    }

    @Test
    void aKeyIsAddedOnlyAfterTheLastOne() {
        store.signingKeys().add(key("k1", NOW, NOW.plusSeconds(100)), null);

        assertThat(store.signingKeys().add(key("k2", NOW, NOW.plusSeconds(100)), null))
                .isFalse();
        assertThat(store.signingKeys().add(key("k2", NOW.plusSeconds(1), NOW.plusSeconds(100)), "k1"))
                .isTrue();
        assertThat(store.signingKeys().add(key("k3", NOW.plusSeconds(1), NOW.plusSeconds(100)), "k1"))
                .isFalse();
        assertThat(store.signingKeys().published(NOW))
                .extracting(SigningKey::kid)
                .containsExactly("k1", "k2");
    }

    @Test
    void keysStartAnewWhenNoneIsPublishedAnyMore() {
        store.signingKeys().add(key("k1", NOW, NOW.plusSeconds(100)), null);
        Instant later = NOW.plusSeconds(100);

        assertThat(store.signingKeys().add(key("k2", later, later.plusSeconds(100)), null))
                .isTrue();
        assertThat(store.signingKeys().published(later))
                .extracting(SigningKey::kid)
                .containsExactly("k2");
    }

    @Test
    void ofReplicasThatAddAKeyAtTheSameTimeOneDoes() throws Exception {
        Store other = replica();
        String last = null;
        for (int race = 0; race < 50; race++) {
            @Nullable String after = last;
            int number = race;
            List<Boolean> added = race(
                            1,
                            4,
                            n -> replicaOf(n, other)
                                    .signingKeys()
                                    .add(
                                            key(
                                                    "k" + number + "-" + n.runner(),
                                                    NOW.plusSeconds(number),
                                                    NOW.plusSeconds(1000)),
                                            after))
                    .getFirst();

            assertThat(added).containsOnlyOnce(true);
            last = "k" + number + "-" + added.indexOf(true);
        }
        assertThat(store.signingKeys().published(NOW)).hasSize(50);
    }

    @Test
    void forgetsWhatHasExpiredInAnyNumber() {
        int many = 1203;
        for (int i = 0; i < many; i++) {
            store.tickets().add(ticket("t" + i, "content"), NOW);
        }
        store.grants().add(grant("g", "a", "alice"));
        store.refreshTokens().add(token("r", "g"));
        store.signingKeys().add(key("k", NOW, NOW.plusSeconds(1)), null);

        store.sweep(NOW.plus(Duration.ofDays(400)), NOW);

        for (int i = 0; i < many; i++) {
            assertThat(store.tickets().find(TicketKind.LOGIN, hash("t" + i), NOW))
                    .isEmpty();
        }
        assertThat(store.grants().find("g", NOW)).isEmpty();
        assertThat(store.refreshTokens().find(hash("r"), NOW)).isEmpty();
        assertThat(store.signingKeys().published(NOW)).isEmpty();
    }

    @Test
    void everythingIsThereAfterAStartOnTheSameData() {
        store.clients().register(client("a", NOW));
        store.grants().add(grant("g", "a", "alice"));
        store.refreshTokens().add(token("r", "g"));
        closeStores();
        opened.clear();

        Store again = opened(open());

        assertThat(again.clients().find("a")).contains(client("a", NOW));
        assertThat(again.refreshTokens().find(hash("r"), NOW)).contains(grant("g", "a", "alice"));
    }

    @Test
    void whatDoesNotFitIsAMistakeAndNotAnOutage() {
        store.clients().register(client("a", NOW));

        assertThatThrownBy(() -> store.clients().register(client("a", NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("secret");
    }

    private record Turn(int race, int runner) {}

    private interface Run<T> {
        T go(Turn turn) throws Exception;
    }

    /// The results of each race, by runner; the runners of a race start together.
    private static <T> List<List<T>> race(int races, int runners, Run<T> run) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(runners)) {
            CyclicBarrier start = new CyclicBarrier(runners);
            List<Future<List<T>>> lanes = new ArrayList<>();
            for (int runner = 0; runner < runners; runner++) {
                int lane = runner;
                IntFunction<Callable<T>> turn = race -> () -> run.go(new Turn(race, lane));
                lanes.add(threads.submit(() -> {
                    List<T> results = new ArrayList<>();
                    for (int race = 0; race < races; race++) {
                        start.await();
                        results.add(turn.apply(race).call());
                    }
                    return results;
                }));
            }
            return byRace(races, lanes);
        }
    }

    private static <T> List<List<T>> byRace(int races, List<Future<List<T>>> lanes)
            throws ExecutionException, InterruptedException {
        List<List<T>> results = new ArrayList<>();
        for (int race = 0; race < races; race++) {
            List<T> result = new ArrayList<>();
            for (Future<List<T>> lane : lanes) {
                result.add(lane.get().get(race));
            }
            results.add(result);
        }
        return results;
    }

    private Store replicaOf(Turn turn, Store other) {
        return turn.runner() % 2 == 0 ? store : other;
    }

    static Rotation rotate(Store store, String presented, String next, Instant now) {
        return rotate(store, presented, next, "g", now);
    }

    static Rotation rotate(Store store, String presented, String next, String grantId, Instant now) {
        return store.refreshTokens()
                .rotate(hash(presented), token(next, grantId), new Sealed("answer-with-" + next), now, GRACE);
    }

    static SecretHash hash(String secret) {
        return SecretHash.of(secret);
    }

    static RegisteredClient client(String id, Instant registered) {
        return new RegisteredClient(
                id, hash("secret of " + id), NOW.plusSeconds(3600), hash("token of " + id), "{\"a\":1}", registered);
    }

    static Grant grant(String id, String clientId, String subject) {
        return new Grant(
                id,
                clientId,
                "Client " + clientId,
                subject,
                Scopes.parse("mcp:use"),
                List.of("https://mcp.example.com/mcp"),
                NOW,
                NOW.plus(Duration.ofDays(90)),
                null);
    }

    static AuthorizationCode code(String code, String grantId, String clientId) {
        return new AuthorizationCode(
                hash(code),
                grantId,
                clientId,
                "http://127.0.0.1:7777/callback",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                Scopes.parse("mcp:use"),
                List.of("https://mcp.example.com/mcp"),
                NOW.plusSeconds(60));
    }

    static RefreshToken token(String token, String grantId) {
        return new RefreshToken(hash(token), grantId, NOW.plus(Duration.ofDays(30)));
    }

    static Ticket ticket(String key, String content) {
        return new Ticket(TicketKind.LOGIN, hash(key), content, NOW.plusSeconds(600));
    }

    static SigningKey key(String kid, Instant signsFrom, Instant publishedUntil) {
        return new SigningKey(
                kid, "{\"kid\":\"" + kid + "\"}", new Sealed("sealed"), signsFrom, signsFrom, publishedUntil);
    }

    private static List<String> ids(List<Grant> grants) {
        return grants.stream().map(Grant::id).toList();
    }
}
