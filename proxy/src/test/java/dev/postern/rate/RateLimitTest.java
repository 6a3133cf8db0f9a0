package dev.postern.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

    @ParameterizedTest
    @CsvSource({"100, PT1M, 100, PT1M", "100, PT1M, 10, PT6S", "100, PT1M, 200, PT2M", "10, PT1S, 10, PT1S"})
    void isFilledSoOftenThatTheRateIsTheOneThatIsWritten(long permits, Duration window, long burst, Duration refill) {
        assertThat(RateLimit.of("it", permits, window, burst)).isEqualTo(new RateLimit("it", burst, refill));
    }
}
