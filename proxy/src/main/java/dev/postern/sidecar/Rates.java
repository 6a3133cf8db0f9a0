package dev.postern.sidecar;

import dev.postern.config.Config;
import dev.postern.config.RateStoreConfig;
import dev.postern.ops.Metrics;
import dev.postern.rate.RateLimits;
import dev.postern.rate.SharedBuckets;
import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The rate limits of a configuration, with their shared store where it has one; nothing at all where it has none.
final class Rates implements AutoCloseable {
    private final @Nullable RateLimits limits;
    private final @Nullable SharedBuckets shared;

    /// @param err where it is said that the store comes and goes
    Rates(Config config, Clock clock, PrintStream err, Metrics metrics) {
        RateStoreConfig store = config.rateStore();
        if (config.policy().limits().isEmpty()) {
            limits = null;
            shared = null;
        } else if (store == null) {
            limits = RateLimits.local(config.policy().limits(), System::nanoTime);
            shared = null;
            metrics.show(limits);
        } else {
            shared = SharedBuckets.open(
                    store,
                    (up, why) -> err.println(
                            clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + sentence(store, up, why)),
                    System::nanoTime);
            limits = RateLimits.shared(config.policy().limits(), shared);
            metrics.show(limits);
            metrics.show(shared);
        }
    }

    private static String sentence(RateStoreConfig store, boolean up, String why) {
        return up
                ? "Rate limits are shared through " + store.place()
                : "WARNING: rate limits are held by this process alone, as %s is of no use: %s"
                        .formatted(store.place(), why);
    }

    /// Null where there are none.
    @Nullable
    RateLimits limits() {
        return limits;
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
