package dev.postern.token;

import static dev.postern.token.TestVerifier.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {
    private final TestClock clock = new TestClock();
    private final VerdictCache cache = new VerdictCache(clock);
    private final TokenHasher hasher = new TokenHasher(new Random(1));

    private TokenHash hash(String token) {
        return hasher.hash(new BearerToken(token));
    }

    private Judgement accepted(String subject, Duration time, AtomicBoolean holds) {
        Instant until = clock.instant().plus(time);
        Identity identity = new Identity(new Issuer("https://id.example"), subject, null, Scopes.NONE, until);
        return new Judgement.Accepted(new AccessToken(identity, Confirmation.NONE), until, holds::get);
    }

    @Test
    void remembersUntilTheTimeIsOver() {
        cache.put(hash("a"), accepted("alice", Duration.ofSeconds(10), new AtomicBoolean(true)));

        clock.advance(Duration.ofMillis(9_999));
        assertThat(cache.get(hash("a"))).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(cache.get(hash("a"))).isEmpty();
        assertThat(cache.state()).isEqualTo(new CacheState(0, 0, 1, 1));
    }

    @Test
    void forgetsWhatNoLongerHolds() {
        AtomicBoolean holds = new AtomicBoolean(true);
        cache.put(hash("a"), accepted("alice", Duration.ofHours(1), holds));
        assertThat(cache.get(hash("a"))).isPresent();

        holds.set(false);
        assertThat(cache.get(hash("a"))).isEmpty();
    }

    @Test
    void remembersNoRefusalWithoutATimeAndNothingUndecided() {
        cache.put(hash("a"), Judgement.refuse(InvalidReason.SIGNATURE, "x"));
        cache.put(hash("b"), new Judgement.Undecided(new Verdict.Unavailable(Duration.ofSeconds(1), "x")));

        assertThat(cache.state().entries()).isZero();
    }

    @Test
    void staysWithinItsNumberOfEntries() {
        for (int i = 0; i < 25_000; i++) {
            cache.put(hash("t" + i), accepted("alice", Duration.ofHours(1), new AtomicBoolean(true)));
        }

        assertThat(cache.state().entries()).isLessThanOrEqualTo(10_000).isGreaterThan(8_000);
    }

    @Test
    void staysWithinItsSize() {
        String endless = "s".repeat(1000);
        for (int i = 0; i < 9_000; i++) {
            cache.put(hash("t" + i), accepted(endless, Duration.ofHours(1), new AtomicBoolean(true)));
        }

        assertThat(cache.state().entries()).isLessThan(4_000);
    }

    @Test
    void hashesUnderAKeyOfItsOwn() {
        assertThat(hash("a")).isEqualTo(hash("a")).isNotEqualTo(hash("b"));
        assertThat(new TokenHasher(new Random(2)).hash(new BearerToken("a"))).isNotEqualTo(hash("a"));
    }

    @Test
    void verifiesATokenOnceWhileNothingChanges() throws InterruptedException {
        try (TestIssuer issuer = new TestIssuer("", "ES256", clock);
                TestVerifier verifier = new TestVerifier(issuer, clock)) {
            String token = issuer.token(AUDIENCE)
                    .expiresAt(clock.instant().plus(Duration.ofHours(2)))
                    .mint();
            verifier.judge(token);
            assertThat(verifier.judge(token)).isEqualTo("valid");
            assertThat(verifier.cacheState().hits()).isEqualTo(1);

            issuer.rotate();
            issuer.retireOldKeys();
            clock.advance(Duration.ofMinutes(3));
            assertThat(verifier.judge(issuer.token(AUDIENCE).mint())).isEqualTo("valid");
            assertThat(verifier.judge(token)).isEqualTo("key");
        }
    }

    @Test
    void tellsARememberedVerdictWithoutAskingAnybody() {
        try (TestIssuer issuer = new TestIssuer("", "ES256", clock);
                TestVerifier verifier = new TestVerifier(issuer, clock)) {
            String token = issuer.token(AUDIENCE).mint();
            assertThat(verifier.remembered(token)).isEmpty();
            assertThat(issuer.requests()).isEmpty();

            Verdict verdict = verifier.verify(token);
            assertThat(verifier.remembered(token)).contains(verdict);
        }
    }

    @Test
    void endsARememberedTokenWithItsTime() {
        try (TestIssuer issuer = new TestIssuer("", "ES256", clock);
                TestVerifier verifier = new TestVerifier(issuer, clock)) {
            String token = issuer.token(AUDIENCE).mint();
            assertThat(verifier.judge(token)).isEqualTo("valid");

            clock.advance(Duration.ofMinutes(5).plusSeconds(29));
            assertThat(verifier.judge(token)).isEqualTo("valid");
            clock.advance(Duration.ofSeconds(1));
            assertThat(verifier.judge(token)).isEqualTo("expired");
        }
    }

    @Test
    void refusesARememberedBoundTokenAsPlainBearer() {
        try (TestIssuer issuer = new TestIssuer("", "ES256", clock);
                TestVerifier verifier = new TestVerifier(issuer, clock)) {
            String token =
                    issuer.token(AUDIENCE).claim("cnf", Map.of("jkt", "x")).mint();

            assertThat(verifier.judge(token)).isEqualTo("sender_constrained");
            assertThat(verifier.judge(token)).isEqualTo("sender_constrained");
            assertThat(verifier.cacheState().hits()).isEqualTo(1);
        }
    }
}
