package dev.postern.audit;

import dev.postern.token.RememberedVerdicts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Shows what the remembered verdicts take, how often they help, and how far behind they may be.
public final class CacheMetrics {
    private CacheMetrics() {}

    public static void show(RememberedVerdicts verdicts, MeterRegistry registry) {
        Gauge.builder(
                        "postern.verdict.cache.entries",
                        () -> verdicts.cacheState().entries())
                .description("Verdicts on tokens that are remembered")
                .register(registry);
        Gauge.builder("postern.verdict.cache.size", () -> verdicts.cacheState().bytes())
                .description("About what they take")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder(
                        "postern.verdict.cache.staleness.bound",
                        () -> verdicts.stalenessBound().toMillis() / 1000.0)
                .description("How long a verdict is believed at most without being checked again")
                .baseUnit("seconds")
                .register(registry);
        FunctionCounter.builder(
                        "postern.verdict.cache.hits",
                        verdicts,
                        it -> it.cacheState().hits())
                .description("Tokens that did not have to be judged again")
                .register(registry);
        FunctionCounter.builder(
                        "postern.verdict.cache.misses",
                        verdicts,
                        it -> it.cacheState().misses())
                .description("Tokens that had to be judged")
                .register(registry);
    }
}
