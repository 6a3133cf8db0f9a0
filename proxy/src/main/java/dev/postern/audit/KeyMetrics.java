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
import java.util.Optional;

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

    /// Shows from now on how old each issuer's keys are, NaN where none ever came, and whether they are stale.
    public void show(KeyStates states) {
        for (KeyState state : states.keyStates()) {
            Issuer issuer = state.issuer();
            Gauge.builder(
                            "postern.key.set.age",
                            () -> of(states, issuer).map(this::age).orElse(Double.NaN))
                    .description("Time since an issuer's keys were last fetched")
                    .baseUnit("seconds")
                    .tag("issuer", issuer.value())
                    .register(registry);
            Gauge.builder(
                            "postern.key.set.stale",
                            () -> of(states, issuer).map(KeyMetrics::stale).orElse(0))
                    .description("1 while keys are used beyond their time because the issuer gives no newer ones")
                    .tag("issuer", issuer.value())
                    .register(registry);
            Gauge.builder(
                            "postern.key.set.keys",
                            () -> of(states, issuer).map(KeyState::keys).orElse(0))
                    .description("Keys of an issuer that can be used now")
                    .tag("issuer", issuer.value())
                    .register(registry);
        }
    }

    private static Optional<KeyState> of(KeyStates states, Issuer issuer) {
        return states.keyStates().stream()
                .filter(state -> state.issuer().equals(issuer))
                .findFirst();
    }

    private double age(KeyState state) {
        return state.fetchedAt() == null
                ? Double.NaN
                : Duration.between(state.fetchedAt(), clock.instant()).toMillis() / 1000.0;
    }

    private static int stale(KeyState state) {
        return state.stale() ? 1 : 0;
    }
}
