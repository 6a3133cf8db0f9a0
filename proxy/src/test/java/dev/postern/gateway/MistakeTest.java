package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Outcome;
import dev.postern.audit.Result;
import dev.postern.oauth.BearerToken;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import dev.postern.token.KnownToken;
import dev.postern.token.TokenVerifier;
import dev.postern.token.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A mistake of Postern's own lets nobody in, and leaves nobody without an answer.
class MistakeTest {
    private static final String SECRET = "what the token says";

    @Test
    void isAnsweredAndNamedWithoutItsMessage() throws Exception {
        try (TestUpstream upstream = new TestUpstream();
                TestGate gate =
                        new TestGate(TestGate.config(upstream.url(), Duration.ofSeconds(2)), new MistakenVerifier())) {
            Response response = gate.post(TestGate.GOOD, "{}");
            Outcome outcome = gate.outcome();

            assertThat(response.status()).isEqualTo(500);
            assertThat(response.fields() + response.body()).doesNotContain(SECRET);
            assertThat(outcome.result()).isEqualTo(Result.ERROR);
            assertThat(outcome.reason()).isEqualTo("mistake");
            assertThat(outcome.detail()).contains("IllegalStateException").doesNotContain(SECRET);
            assertThat(upstream.waitingCalls()).isZero();
        }
    }

    private static final class MistakenVerifier implements TokenVerifier {
        @Override
        public Verdict verify(BearerToken token) {
            throw new AssertionError("nobody comes that far");
        }

        @Override
        public KnownToken known(BearerToken token) {
            throw new IllegalStateException(SECRET);
        }
    }
}
