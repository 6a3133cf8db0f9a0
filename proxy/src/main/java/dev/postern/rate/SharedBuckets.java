package dev.postern.rate;

import dev.postern.config.RateStoreConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Buckets in a store that replicas share, and buckets of this process's own while that is away. Nobody waits for a
/// store that failed: it is asked again by a thread that does nothing else.
///
/// What the store grants is taken from the own buckets too, so that a store that goes away gives nobody a full bucket.
public final class SharedBuckets implements Buckets, AutoCloseable {
    /// No request waits longer for the store.
    private static final Duration TIME_LIMIT = Duration.ofMillis(250);

    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);

    /// A start waits so long, at most, to know whether the store is there.
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final RateStore store;
    private final LocalBuckets own;
    private final StoreListener listener;
    private final LongAdder decidedLocally = new LongAdder();
    private final CountDownLatch asked = new CountDownLatch(1);
    private @Nullable Boolean told;
    private volatile boolean up;
    private volatile @Nullable Thread prober;

    SharedBuckets(RateStore store, LocalBuckets own, StoreListener listener) {
        this.store = store;
        this.own = own;
        this.listener = listener;
    }

    /// Opens buckets in a Redis or Valkey server.
    ///
    /// @param nanoTime as of [System#nanoTime]
    public static SharedBuckets open(RateStoreConfig config, StoreListener listener, LongSupplier nanoTime) {
        SharedBuckets buckets = new SharedBuckets(
                new RedisStore(config, TIME_LIMIT, nanoTime), new LocalBuckets(LocalBuckets.MOST, nanoTime), listener);
        buckets.open();
        return buckets;
    }

    /// Looks for the store, and from now on each second whether it is there.
    void open() {
        prober = Thread.ofVirtual().name("rate-store").start(this::watch);
        try {
            boolean _ = asked.await(FIRST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (true) {
                try {
                    store.probe();
                    changed(true, "");
                } catch (IOException failure) {
                    changed(false, sentence(failure));
                }
                asked.countDown();
                Thread.sleep(BETWEEN_PROBES);
            }
        } catch (InterruptedException _) {
            // The process ends.
        }
    }

    private synchronized void changed(boolean nowUp, String why) {
        up = nowUp;
        if (told == null || told != nowUp) {
            told = nowUp;
            listener.changed(nowUp, why);
        }
    }

    private static String sentence(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public Rating take(List<Demand> demands) {
        if (up && !demands.isEmpty()) {
            try {
                Rating rating = store.take(demands);
                if (rating instanceof Rating.Within) {
                    own.follow(demands);
                }
                return rating;
            } catch (StoreBusyException _) {
                // Others wait for it already: it is for them to find out how it is.
            } catch (IOException failure) {
                changed(false, sentence(failure));
            }
        }
        return takeAtOnce(demands);
    }

    @Override
    public Rating takeAtOnce(List<Demand> demands) {
        decidedLocally.increment();
        return own.take(demands);
    }

    @Override
    public boolean mayWait() {
        return up;
    }

    @Override
    public int held() {
        return own.held();
    }

    /// Whether the store decides.
    public boolean isUp() {
        return up;
    }

    /// How many requests were decided without the store.
    public long decidedLocally() {
        return decidedLocally.sum();
    }

    @Override
    public void close() {
        Thread watching = prober;
        if (watching != null) {
            watching.interrupt();
        }
        store.close();
    }
}
