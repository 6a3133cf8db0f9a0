package dev.postern.authserver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How often something may happen within a window, for each key: an address, or a name. A bucket that refills evenly.
final class RateLimit {
    /// A bucket that nobody filled lately is the first to be forgotten.
    private static final int MAX_KEYS = 50_000;

    /// What counts.
    enum Counted {
        ALL,
        /// Only what is refused: whoever shows what is good may do so as often as there is something to show. Many
        /// users
        /// may have one address.
        REFUSED
    }

    private final int most;
    private final Duration window;
    private final Counted counted;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_KEYS;
        }
    };

    private record Bucket(double used, Instant since) {}

    RateLimit(int most, Duration window, InstantSource clock) {
        this(most, window, Counted.ALL, clock);
    }

    RateLimit(int most, Duration window, Counted counted, InstantSource clock) {
        this.most = most;
        this.window = window;
        this.counted = counted;
        this.clock = clock;
    }

    /// No limit at all.
    static RateLimit none(InstantSource clock) {
        return new RateLimit(Integer.MAX_VALUE, Duration.ofSeconds(1), clock);
    }

    /// Counts one more; how long to wait where it is one too many, and then it is not counted.
    synchronized Optional<Duration> take(String key) {
        Optional<Duration> wait = left(key);
        if (wait.isEmpty()) {
            buckets.put(key, new Bucket(used(key) + 1, clock.instant()));
        }
        return wait;
    }

    /// Takes one back whose answer says that it does not count: what was good, and what was our own fault.
    void answered(String key, int status) {
        if (counted == Counted.REFUSED && (status < 400 || status >= 500)) {
            giveBack(key);
        }
    }

    /// Takes one back that turned out not to count.
    synchronized void giveBack(String key) {
        buckets.put(key, new Bucket(Math.max(0, used(key) - 1), clock.instant()));
    }

    private Optional<Duration> left(String key) {
        double over = used(key) + 1 - most;
        return over <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil(window.toMillis() * over / most)));
    }

    private double used(String key) {
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            return 0;
        }
        double refilled =
                (double) Duration.between(bucket.since(), clock.instant()).toMillis() * most / window.toMillis();
        return Math.max(0, bucket.used() - Math.max(0, refilled));
    }
}
