package dev.postern.ops;

import dev.postern.token.KeyState;
import dev.postern.token.KeyStates;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tells whether keys of at least one issuer ever came, and has them fetched while none did.
final class KeyReadiness {
    private static final long LEAST_BETWEEN = Duration.ofSeconds(2).toNanos();

    private final KeyStates states;
    private final Executor background;
    private final LongSupplier nanoTime;
    private final AtomicLong nextWarmUp;

    KeyReadiness(KeyStates states, Executor background, LongSupplier nanoTime) {
        this.states = states;
        this.background = background;
        this.nanoTime = nanoTime;
        this.nextWarmUp = new AtomicLong(nanoTime.getAsLong());
    }

    /// Why no token can be judged yet, null where one can.
    @Nullable
    String trouble() {
        List<KeyState> issuers = states.keyStates();
        if (issuers.isEmpty() || issuers.stream().anyMatch(state -> state.fetchedAt() != null)) {
            return null;
        }
        warmUp();
        String error = issuers.getFirst().lastError();
        return "no keys of " + issuers.getFirst().issuer() + " yet" + (error == null ? "" : ": " + error);
    }

    /// Starts a fetch, unless one was started just now.
    void warmUp() {
        long now = nanoTime.getAsLong();
        long next = nextWarmUp.get();
        if (now - next >= 0 && nextWarmUp.compareAndSet(next, now + LEAST_BETWEEN)) {
            background.execute(states::warmUp);
        }
    }
}
