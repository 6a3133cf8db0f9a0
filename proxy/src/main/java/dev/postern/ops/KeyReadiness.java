package dev.postern.ops;

import dev.postern.token.KeyState;
import dev.postern.token.KeyStates;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Duration maxStale;
    private final AtomicLong nextWarmUp;

    KeyReadiness(KeyStates states, Executor background, LongSupplier nanoTime, Duration maxStale) {
        this.maxStale = maxStale;
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
        return "no keys of " + issuers.getFirst().issuer() + " yet" + because(issuers.getFirst());
    }

    /// What works and deserves a look: issuers whose keys are stale or never came, each with a sentence.
    Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        for (KeyState state : states.keyStates()) {
            if (state.fetchedAt() == null) {
                notes.put(String.valueOf(state.issuer()), "no keys yet" + because(state));
            } else if (state.stale()) {
                notes.put(
                        String.valueOf(state.issuer()),
                        "serving from stale keys, fetched at " + state.fetchedAt() + " and used up to " + maxStale
                                + " after that (--auth-jwks-max-stale)" + because(state));
            }
        }
        return notes;
    }

    private static String because(KeyState state) {
        return state.lastError() == null ? "" : ": " + state.lastError();
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
