package dev.postern.ops;

import dev.postern.rate.RateLimits;
import dev.postern.rate.SharedBuckets;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Shows how many buckets rate limits take, and whether they are shared.
final class RateMetrics {
    private RateMetrics() {}

    static void show(RateLimits limits, MeterRegistry registry) {
        Gauge.builder("postern.rate.limit.buckets", limits, RateLimits::held)
                .description("Buckets of rate limits that are held in memory")
                .register(registry);
    }

    static void show(SharedBuckets buckets, MeterRegistry registry) {
        Gauge.builder("postern.rate.limit.store.up", buckets, it -> it.isUp() ? 1 : 0)
                .description("1 while rate limits are shared through their store, 0 while each replica holds its own")
                .register(registry);
        FunctionCounter.builder("postern.rate.limit.local.decisions", buckets, SharedBuckets::decidedLocally)
                .description("Requests whose rate limits were decided without the shared store")
                .register(registry);
    }
}
