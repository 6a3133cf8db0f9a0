package dev.postern.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {
    private static final RateLimit PER_MINUTE = new RateLimit("per-minute", 100, Duration.ofMinutes(1));
    private static final RateLimit SLOW = new RateLimit("slow", 2, Duration.ofSeconds(10));

    private final AtomicLong nanos = new AtomicLong();
    private final LocalBuckets buckets = new LocalBuckets(1000, nanos::get);

    private static Demand one(RateLimit limit, String whose) {
        return new Demand(limit, whose, 1);
    }

    private long admitted(int attempts, String whose) {
        return IntStream.range(0, attempts)
                .filter(_ -> buckets.take(List.of(one(PER_MINUTE, whose))) instanceof Rating.Within)
                .count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void admitsWhatTheBucketHoldsAndNoMoreUntilItIsFilledAgain() {
        assertThat(admitted(300, "alice")).isEqualTo(100);

        pass(Duration.ofSeconds(59));
        assertThat(admitted(300, "alice")).isZero();

        pass(Duration.ofSeconds(1));
        assertThat(admitted(300, "alice")).isEqualTo(100);
    }

    @Test
    void countsEachCallerApart() {
        assertThat(admitted(300, "alice")).isEqualTo(100);

        assertThat(admitted(300, "bob")).isEqualTo(100);
    }

    @Test
    void saysHowLongToWait() {
        admitted(100, "alice");
        pass(Duration.ofMillis(17_300));

        assertThat(buckets.take(List.of(one(PER_MINUTE, "alice"))))
                .isEqualTo(new Rating.Exceeded(new Level(PER_MINUTE, 0, Duration.ofMillis(42_700))));
    }

    @Test
    void saysWhatIsLeftAndForHowLong() {
        pass(Duration.ofSeconds(5));

        assertThat(buckets.take(List.of(one(PER_MINUTE, "alice"))))
                .isEqualTo(new Rating.Within(List.of(new Level(PER_MINUTE, 99, Duration.ofMinutes(1)))));
    }

    @Test
    void takesNothingWhereOneOfSeveralIsExhausted() {
        List<Demand> both = List.of(one(PER_MINUTE, "alice"), one(SLOW, "alice"));
        IntStream.range(0, 50).forEach(_ -> buckets.take(both));

        assertThat(admitted(300, "alice")).isEqualTo(98);
    }

    @Test
    void countsEachMessageOfABatch() {
        Demand batch = new Demand(PER_MINUTE, "alice", 30);

        long admitted = IntStream.range(0, 10)
                .filter(_ -> buckets.take(List.of(batch)) instanceof Rating.Within)
                .count();

        assertThat(admitted).isEqualTo(3);
        assertThat(admitted(300, "alice")).isEqualTo(10);
    }

    @Test
    void neverAdmitsABatchThatTheBucketDoesNotHold() {
        Rating rating = buckets.take(List.of(new Demand(SLOW, "alice", 3)));

        assertThat(rating).isEqualTo(new Rating.Exceeded(new Level(SLOW, 2, Duration.ofSeconds(10))));
    }

    @Test
    void holdsALimitExactlyWhateverTheNumberOfThreads() throws InterruptedException {
        AtomicLong admitted = new AtomicLong();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    await(start);
                    admitted.addAndGet(admitted(1000, "alice"));
                }))
                .toList();

        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(admitted).hasValue(100);
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void holdsNoMoreThanSoManyBucketsHoweverManyCallersCome() {
        for (int i = 0; i < 20_000; i++) {
            buckets.take(List.of(one(SLOW, "caller " + i)));
        }

        assertThat(buckets.held()).isEqualTo(1000);
    }

    @Test
    void aFloodOfOthersFreesNobodyWhoseBucketIsEmpty() {
        admitted(100, "alice");

        for (int i = 0; i < 20_000; i++) {
            buckets.take(List.of(one(PER_MINUTE, "caller " + i)));
        }

        assertThat(admitted(300, "alice")).isZero();
    }

    @Test
    void letsFullBucketsGoFirst() {
        IntStream.range(0, 500).forEach(i -> buckets.take(List.of(one(SLOW, "early " + i))));
        pass(Duration.ofSeconds(10));
        IntStream.range(0, 500).forEach(i -> buckets.take(List.of(one(PER_MINUTE, "active " + i))));

        IntStream.range(0, 450).forEach(i -> buckets.take(List.of(one(SLOW, "late " + i))));

        long known = IntStream.range(0, 500)
                .mapToObj(i -> buckets.take(List.of(one(PER_MINUTE, "active " + i))))
                .filter(rating -> rating instanceof Rating.Within(var levels)
                        && levels.getFirst().left() == 98)
                .count();
        assertThat(known).isGreaterThan(490);
    }
}
