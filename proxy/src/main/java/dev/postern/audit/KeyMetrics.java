package dev.postern.audit;

import dev.postern.oauth.Issuer;
import dev.postern.token.KeyFetchListener;
import dev.postern.token.KeyState;
import dev.postern.token.KeyStates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/// Counts fetches of keys and tells their age. The issuers are the configured ones, so the labels are few.
public final class KeyMetrics implements KeyFetchListener {
    private final MeterRegistry registry;
    private final Clock clock;

    public KeyMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void fetched(Issuer issuer, boolean succeeded) {
        Counter.builder("postern.key.fetches")
                .description("Fetches of an issuer's metadata or keys")
                .tag("issuer", issuer.value())
                .tag("outcome", succeeded ? "success" : "failure")
                .register(registry)
                .increment();
    }

    /// Shows the age of each issuer's keys from now on, NaN where none ever came.
    public void show(KeyStates states) {
        for (KeyState state : states.keyStates()) {
            Gauge.builder("postern.key.set.age", () -> age(states, state.issuer()))
                    .description("Time since an issuer's keys were last fetched")
                    .baseUnit("seconds")
                    .tag("issuer", state.issuer().value())
                    .register(registry);
        }
    }

    private double age(KeyStates states, Issuer issuer) {
        for (KeyState state : states.keyStates()) {
            if (state.issuer().equals(issuer) && state.fetchedAt() != null) {
                return Duration.between(state.fetchedAt(), clock.instant()).toMillis() / 1000.0;
            }
        }
        return Double.NaN;
    }
}
