package dev.postern.token;

import static dev.postern.token.TestVerifier.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody without any key can make an issuer do.
@Timeout(60)
class UnknownKeyFloodTest {
    private static final int STEPS = 100;
    private static final int AT_ONCE = 100;

    private final TestClock clock = new TestClock();
    private final Random random = new Random(42);

    /// A token that looks good up to its `kid`, which nobody has ever heard of.
    private String forged(TestIssuer issuer) {
        String[] parts = issuer.token(AUDIENCE).mint().split("\\.", -1);
        byte[] signature = new byte[64];
        random.nextBytes(signature);
        String header = "{\"alg\":\"ES256\",\"kid\":\"" + new UUID(random.nextLong(), random.nextLong()) + "\"}";
        return Base64URL.encode(header) + "." + parts[1] + "." + Base64URL.encode(signature);
    }

    private Set<String> judgeAtOnce(TestVerifier verifier, List<String> tokens) throws Exception {
        Set<String> verdicts = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> running = new ArrayList<>();
            for (String token : tokens) {
                running.add(threads.submit(() -> verifier.judge(token)));
            }
            for (Future<String> one : running) {
                verdicts.add(one.get());
            }
        }
        return verdicts;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tenThousandUnknownKeysInAMinuteCauseTwoFetches(boolean warm) throws Exception {
        try (TestIssuer issuer = new TestIssuer("", "ES256", clock);
                TestVerifier verifier = new TestVerifier(issuer, clock)) {
            int before = 0;
            if (warm) {
                assertThat(verifier.judge(issuer.token(AUDIENCE).mint())).isEqualTo("valid");
                before = issuer.jwksRequests();
            }
            Set<String> verdicts = new HashSet<>();

            for (int step = 0; step < STEPS; step++) {
                List<String> tokens = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    tokens.add(forged(issuer));
                }
                verdicts.addAll(judgeAtOnce(verifier, tokens));
                clock.advance(Duration.ofMillis(600));
            }

            assertThat(verdicts).containsExactly("key");
            assertThat(issuer.jwksRequests() - before).isEqualTo(2);
            assertThat(issuer.requests().stream().filter(path -> path.contains(".well-known")))
                    .hasSize(1);
        }
    }

    @Test
    void aFloodForOneIssuerAsksNoOther() throws Exception {
        try (TestIssuer attacked = new TestIssuer("", "ES256", clock);
                TestIssuer other = new TestIssuer("", "ES256", clock);
                TestVerifier verifier = new TestVerifier(
                        List.of(TestVerifier.lenient(attacked.issuer()), TestVerifier.lenient(other.issuer())),
                        clock)) {
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                tokens.add(forged(attacked));
            }

            assertThat(judgeAtOnce(verifier, tokens)).containsExactly("key");
            assertThat(other.requests()).isEmpty();
            assertThat(verifier.judge(other.token(AUDIENCE).mint())).isEqualTo("valid");
        }
    }
}
