package dev.postern.token;

import static dev.postern.token.TestVerifier.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.TrustEntry;
import dev.postern.testing.Fault;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RemoteKeysTest {
    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = new TestIssuer("", "ES256", clock);
    private final TestVerifier verifier = new TestVerifier(issuer, clock);

    @AfterEach
    void close() {
        verifier.close();
        issuer.close();
    }

    private String token() {
        return issuer.token(AUDIENCE)
                .expiresAt(clock.instant().plus(Duration.ofDays(3)))
                .mint();
    }

    private String tokenOfUnknownKey(int number) {
        return issuer.token(AUDIENCE).header("kid", "unknown-" + number).mint();
    }

    /// Lets a background fetch end.
    private void awaitFetches(int count) throws InterruptedException {
        while (verifier.fetches.size() < count) {
            Thread.sleep(5);
        }
    }

    @Test
    void fetchesNothingBeforeTheFirstTokenAndThenOnlyOnce() {
        assertThat(issuer.requests()).isEmpty();

        assertThat(verifier.judge(token())).isEqualTo("valid");
        assertThat(verifier.judge(token())).isEqualTo("valid");

        assertThat(issuer.requests()).containsExactly("/.well-known/oauth-authorization-server", "/jwks");
    }

    @Test
    void answersFiftyColdRequestsFromOneFetch() throws Exception {
        issuer.fault(Fault.NONE);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                String token = token();
                answers.add(clients.submit(() -> verifier.judge(token)));
            }
        }

        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("valid");
        }
        assertThat(issuer.jwksRequests()).isEqualTo(1);
    }

    @Test
    void takesTheFirstTokenOfANewKeyAtOnceAndTokensOfTheOldOneToo() {
        String old = token();
        verifier.judge(old);

        issuer.rotate();

        assertThat(verifier.judge(token())).isEqualTo("valid");
        assertThat(verifier.judge(old)).isEqualTo("valid");
        assertThat(issuer.jwksRequests()).isEqualTo(2);
    }

    @Test
    void looksForUnknownKeysOnceInACooldown() {
        verifier.judge(token());

        for (int i = 0; i < 1000; i++) {
            assertThat(verifier.judge(tokenOfUnknownKey(i))).isEqualTo("key");
        }
        assertThat(issuer.jwksRequests()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(31));
        verifier.judge(tokenOfUnknownKey(0));
        verifier.judge(tokenOfUnknownKey(1));
        assertThat(issuer.jwksRequests()).isEqualTo(3);
    }

    @Test
    void findsANewKeyAtTheNextLookAfterAFlood() {
        verifier.judge(token());
        verifier.judge(tokenOfUnknownKey(0));
        issuer.rotate();

        assertThat(verifier.judge(token())).isEqualTo("key");

        clock.advance(Duration.ofSeconds(30));
        assertThat(verifier.judge(token())).isEqualTo("valid");
    }

    @Test
    void neverFetchesForABadSignatureOfAKnownKey() {
        verifier.judge(token());
        TestKey forger = TestKey.generate(issuer.key().kid(), "ES256");

        for (int i = 0; i < 20; i++) {
            assertThat(verifier.judge(issuer.token(AUDIENCE).signedBy(forger).mint()))
                    .isEqualTo("signature");
        }

        assertThat(issuer.jwksRequests()).isEqualTo(1);
    }

    @Test
    void triesEveryFittingKeyForATokenThatNamesNone() {
        TestKey first = issuer.key();
        issuer.rotate();
        issuer.rotate("RS256");

        assertThat(verifier.judge(issuer.token(AUDIENCE)
                        .signedBy(first)
                        .withoutHeader("kid")
                        .mint()))
                .isEqualTo("valid");
        assertThat(verifier.judge(issuer.token(AUDIENCE).withoutHeader("kid").mint()))
                .isEqualTo("valid");
    }

    @Test
    void looksOnceMoreForATokenThatNamesNoKeyAndFitsNone() {
        verifier.judge(token());
        issuer.rotate();

        assertThat(verifier.judge(issuer.token(AUDIENCE).withoutHeader("kid").mint()))
                .isEqualTo("valid");

        TestKey forger = TestKey.generate("any", "ES256");
        for (int i = 0; i < 5; i++) {
            assertThat(verifier.judge(issuer.token(AUDIENCE)
                            .signedBy(forger)
                            .withoutHeader("kid")
                            .mint()))
                    .isEqualTo("signature");
        }
        assertThat(issuer.jwksRequests()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR", "HTML", "EMPTY", "GARBAGE", "NO_KEYS", "HUGE", "GZIP", "REDIRECT", "CUT"})
    void keepsGoodKeysWhateverComesInstead(Fault fault) throws InterruptedException {
        String good = token();
        assertThat(verifier.judge(good)).isEqualTo("valid");

        issuer.fault(fault);
        clock.advance(Duration.ofMinutes(9));
        assertThat(verifier.judge(good)).isEqualTo("valid");
        awaitFetches(2);
        clock.advance(Duration.ofHours(20));

        assertThat(verifier.judge(good)).isEqualTo("valid");
        assertThat(verifier.judge(tokenOfUnknownKey(0))).isEqualTo("unavailable");
        assertThat(verifier.judge(good)).isEqualTo("valid");
        assertThat(verifier.keyState().keys()).isEqualTo(1);
        assertThat(verifier.keyState().lastError()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR", "HTML", "EMPTY", "GARBAGE", "NO_KEYS", "HUGE", "GZIP", "REDIRECT", "CUT"})
    void isUnavailableWhileNoKeyWasEverFetchedAndGoodRightAfter(Fault fault) {
        issuer.fault(fault);
        assertThat(verifier.judge(token())).isEqualTo("unavailable");
        assertThat(verifier.keyState().fetchedAt()).isNull();

        issuer.fault(Fault.NONE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(verifier.judge(token())).isEqualTo("valid");
        assertThat(verifier.keyState().lastError()).isNull();
    }

    @Test
    void neverFollowsARedirect() {
        issuer.fault(Fault.REDIRECT);

        verifier.judge(token());

        assertThat(issuer.requests()).doesNotContain("/elsewhere");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SLOW", "DRIP"})
    void givesUpOnAnIssuerThatIsTooSlow(Fault fault) {
        try (TestVerifier hasty =
                new TestVerifier(List.of(TestVerifier.lenient(issuer.issuer())), clock, Duration.ofMillis(300))) {
            issuer.fault(fault);
            long before = System.nanoTime();

            assertThat(hasty.judge(token())).isEqualTo("unavailable");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void servesKnownKeysWhileAFetchHangs() throws InterruptedException {
        String good = token();
        verifier.judge(good);
        issuer.fault(Fault.SLOW);
        clock.advance(Duration.ofMinutes(9));

        long before = System.nanoTime();
        assertThat(verifier.judge(good)).isEqualTo("valid");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1500));
        awaitFetches(2);
        assertThat(verifier.fetches).containsExactly(true, false);
    }

    @Test
    void isUnavailableWithTheIssuerDownAndGoodOnceItIsUp() {
        issuer.down();
        assertThat(verifier.judge(token())).isEqualTo("unavailable");

        clock.advance(Duration.ofMillis(500));
        issuer.up();
        assertThat(verifier.judge(token())).isEqualTo("unavailable");
        assertThat(issuer.requests()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(verifier.judge(token())).isEqualTo("valid");
    }

    @Test
    void forgetsKeysBeyondTheBoundOfStaleness() {
        String good = token();
        verifier.judge(good);
        issuer.down();

        clock.advance(Duration.ofHours(24));
        assertThat(verifier.judge(good)).isEqualTo("valid");
        clock.advance(Duration.ofSeconds(31));
        assertThat(verifier.judge(good)).isEqualTo("unavailable");
        assertThat(verifier.keyState().keys()).isZero();
    }

    @Test
    void saysWhenItServesFromStaleKeysAndForNoOtherReason() throws InterruptedException {
        verifier.judge(token());
        clock.advance(Duration.ofHours(2));
        assertThat(verifier.keyState().stale()).isFalse();

        issuer.fault(Fault.ERROR);
        assertThat(verifier.judge(token())).isEqualTo("valid");
        awaitFetches(2);
        assertThat(verifier.keyState().stale()).isTrue();
        assertThat(verifier.keyState().keys()).isEqualTo(1);

        issuer.fault(Fault.NONE);
        clock.advance(Duration.ofSeconds(31));
        assertThat(verifier.judge(token())).isEqualTo("valid");
        awaitFetches(3);
        assertThat(verifier.keyState().stale()).isFalse();
    }

    @Test
    void dropsAKeyTheIssuerWithdrew() throws InterruptedException {
        String old = token();
        verifier.judge(old);
        issuer.rotate();
        issuer.retireOldKeys();

        clock.advance(Duration.ofMinutes(11));
        verifier.judge(old);
        awaitFetches(2);

        assertThat(verifier.judge(token())).isEqualTo("valid");
        assertThat(verifier.judge(old)).isEqualTo("key");
    }

    @Test
    void followsCacheControlBetweenAFloorAndACeiling() throws InterruptedException {
        issuer.cacheControl("max-age=1");
        verifier.judge(token());
        clock.advance(Duration.ofSeconds(40));
        verifier.judge(token());
        assertThat(issuer.jwksRequests()).isEqualTo(1);

        issuer.cacheControl("public, max-age=31536000");
        clock.advance(Duration.ofSeconds(10));
        verifier.judge(token());
        awaitFetches(2);
        clock.advance(Duration.ofMinutes(55));
        verifier.judge(token());
        awaitFetches(3);
    }

    @Test
    void warmsUpWithoutAToken() {
        verifier.warmUp();

        assertThat(verifier.keyState().keys()).isEqualTo(1);
        assertThat(verifier.keyState().fetchedAt()).isEqualTo(clock.instant());
    }

    @Test
    void warmsUpIssuersThatAnswerWhileOthersDoNot() throws InterruptedException {
        List<TestIssuer> hanging = List.of(new TestIssuer(), new TestIssuer(), new TestIssuer(), new TestIssuer());
        List<TrustEntry> trust = new ArrayList<>();
        for (TestIssuer one : hanging) {
            one.metadataFault(Fault.SLOW);
            trust.add(TestVerifier.lenient(one.issuer()));
        }
        trust.add(TestVerifier.lenient(issuer.issuer()));

        try (TestVerifier many = new TestVerifier(trust, clock, Duration.ofSeconds(30))) {
            Thread warming = Thread.ofVirtual().start(many::warmUp);
            while (many.fetches.isEmpty()) {
                Thread.sleep(5);
            }

            assertThat(many.fetches).containsExactly(true);
            assertThat(many.keyStates().getLast().keys()).isEqualTo(1);
            warming.interrupt();
        } finally {
            hanging.forEach(TestIssuer::close);
        }
    }

    @Test
    void usesNoMetadataOfAnotherIssuer() {
        issuer.metadataFault(Fault.WRONG_ISSUER);

        assertThat(verifier.judge(token())).isEqualTo("unavailable");
        assertThat(issuer.jwksRequests()).isZero();
        assertThat(verifier.keyState().lastError()).contains("another issuer");
    }

    @Test
    void findsMetadataAtEveryPlaceOfAnIssuerWithAPath() {
        for (String place : List.of(
                "/.well-known/oauth-authorization-server/realms/mcp",
                "/.well-known/openid-configuration/realms/mcp",
                "/realms/mcp/.well-known/openid-configuration")) {
            try (TestIssuer realm = new TestIssuer("/realms/mcp", "ES256", clock);
                    TestVerifier ofRealm = new TestVerifier(realm, clock)) {
                realm.metadataAt(place);

                assertThat(ofRealm.judge(realm.token(AUDIENCE).mint())).isEqualTo("valid");
            }
        }
    }
}
