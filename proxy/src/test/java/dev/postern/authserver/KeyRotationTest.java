package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.postern.authserver.store.StoreUnavailable;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import dev.postern.testing.TestClock;
import dev.postern.token.Revocations;
import dev.postern.token.Verdict;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Signing keys over the months, on two replicas with one store: whatever token is good is taken by both.
class KeyRotationTest {
    private final TestClock clock = new TestClock();
    private final Instant begin = clock.instant();
    private final MemoryStore store = new MemoryStore();
    private final Replica one = new Replica();
    private final Replica other = new Replica();
    private final Set<String> signers = new HashSet<>();

    /// What of a replica has to do with keys.
    private final class Replica {
        private final KeyRing keys = TestFace.parts(TestFace.config(), store, TestFace.local(), clock)
                .keys();
        private final AccessTokens tokens =
                new AccessTokens(TestFace.config(), keys, new Secrets(new SecureRandom()), clock);
        private final OwnResourceServer resource = new OwnResourceServer(keys, Revocations.UNKNOWN, clock);

        String issue() {
            return tokens.issue(
                    "g", "alice", JsonObject.EMPTY, "client", Scopes.parse("mcp:use"), List.of(TestFace.RESOURCE));
        }
    }

    @AfterEach
    void stop() {
        one.resource.close();
        other.resource.close();
    }

    @Test
    void refusesNoGoodTokenWhileKeysComeAndGo() {
        for (int day = 0; day < 65; day++) {
            for (int hour = 0; hour < 24; hour += 3) {
                at(Duration.ofDays(day).plusHours(hour));
                exchangeTokens();
            }
            if (day % 30 == 29) {
                Duration change = Duration.ofDays(day + 1L);
                for (int minute = -20; minute < 40; minute++) {
                    at(change.plusMinutes(minute));
                    exchangeTokens();
                }
            }
        }

        assertThat(signers).hasSize(3);
    }

    private final List<String> recent = new ArrayList<>();

    /// Both issue one, and both take both, and those of the last ten minutes.
    private void exchangeTokens() {
        recent.removeIf(token -> expired(token));
        for (Replica replica : List.of(one, other)) {
            String token = replica.issue();
            signers.add(signer(token));
            recent.add(token);
        }
        for (String token : recent) {
            assertTaken(token);
        }
    }

    private void assertTaken(String token) {
        for (Replica replica : List.of(one, other)) {
            assertThat(replica.resource.verify(token))
                    .as("at %s", Duration.between(begin, clock.instant()))
                    .isInstanceOf(Verdict.Valid.class);
        }
    }

    private boolean expired(String token) {
        try {
            return !clock.instant()
                    .isBefore(SignedJWT.parse(token)
                            .getJWTClaimsSet()
                            .getExpirationTime()
                            .toInstant());
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signer(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void at(Duration sinceBegin) {
        clock.advance(Duration.between(clock.instant(), begin.plus(sinceBegin)));
    }

    @Test
    void publishesAKeyADayBeforeItSignsAndForTwoDaysAfter() {
        String first = signer(one.issue());
        at(Duration.ofDays(29).minusMinutes(1));
        List<String> before = published();
        at(Duration.ofDays(29).plusMinutes(1));
        List<String> ahead = published();
        String stillFirst = signer(one.issue());
        at(Duration.ofDays(30).plusMinutes(1));
        String second = signer(one.issue());
        at(Duration.ofDays(32).minusMinutes(1));
        List<String> after = published();
        at(Duration.ofDays(32).plusMinutes(1));

        assertThat(before).containsExactly(first);
        assertThat(ahead).containsExactly(first, second);
        assertThat(stillFirst).isEqualTo(first);
        assertThat(after).containsExactly(first, second);
        assertThat(published()).containsExactly(second);
    }

    private List<String> published() {
        return one.keys.publicKeys().getKeys().stream()
                .map(key -> key.getKeyID())
                .toList();
    }

    @Test
    void goesOnWithTheKeysItKnowsWhileTheStoreIsAway() {
        exchangeTokens();
        at(Duration.ofDays(29).plusHours(12));
        exchangeTokens();
        String first = signer(one.issue());
        store.breakDown();
        at(Duration.ofDays(30).plusHours(12));

        assertThat(signer(one.issue())).isNotEqualTo(first).isEqualTo(signer(other.issue()));
        exchangeTokens();
    }

    @Test
    void signsWithAnOverdueKeyForADayAndNoLongerThanItIsPublished() {
        exchangeTokens();
        at(Duration.ofDays(28));
        exchangeTokens();
        String first = signer(one.issue());
        store.breakDown();
        at(Duration.ofDays(31));
        String overdue = signer(one.issue());
        exchangeTokens();
        at(Duration.ofDays(32).minusMinutes(59));

        assertThat(overdue).isEqualTo(first);
        assertThatThrownBy(one::issue).isInstanceOf(StoreUnavailable.class);
        store.mend();
        exchangeTokens();
    }

    @Test
    void lateKeysAreKnownBeforeTheySignToo() {
        exchangeTokens();
        at(Duration.ofDays(20));
        exchangeTokens();
        String first = signer(one.issue());
        store.breakDown();
        at(Duration.ofDays(30).plusHours(12));
        store.mend();
        assertThat(signer(one.issue())).isEqualTo(first);
        for (int minute = 0; minute < 40; minute++) {
            at(Duration.ofDays(30).plusHours(12).plusMinutes(minute));
            exchangeTokens();
        }

        assertThat(signer(one.issue())).isNotEqualTo(first);
    }

    @Test
    void replicasThatStartTogetherHaveOneKey() {
        assertThat(signer(one.issue())).isEqualTo(signer(other.issue()));
        assertThat(published()).hasSize(1);
    }
}
