package dev.postern.token;

import dev.postern.config.KeysConfig;
import dev.postern.oauth.Issuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One issuer's keys: fetched when first needed, one fetch at a time, kept through every failure up to a bound.
final class RemoteKeys {
    /// No request waits longer for a fetch, however slow the issuer.
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    /// A request whose key is known, but older than agreed, waits no longer for a newer set.
    private static final Duration MAX_WAIT_WITH_KEYS = Duration.ofMillis(500);
    /// The least time between two tries while no key is known.
    private static final Duration COLD_RETRY = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int MAX_WAITERS = 512;

    private final Issuer issuer;
    private final KeysConfig config;
    private final KeyFetch fetch;
    private final InstantSource clock;
    private final Executor executor;
    private final KeyFetchListener listener;
    private final Semaphore waiters = new Semaphore(MAX_WAITERS);

    private final Object lock = new Object();
    private volatile State state = State.COLD;
    private volatile int fetches;
    private @Nullable CompletableFuture<State> inFlight;
    private @Nullable Instant lastUnknownFetch;

    RemoteKeys(
            Issuer issuer,
            KeysConfig config,
            KeyFetch fetch,
            InstantSource clock,
            Executor executor,
            KeyFetchListener listener) {
        this.issuer = issuer;
        this.config = config;
        this.fetch = fetch;
        this.clock = clock;
        this.executor = executor;
        this.listener = listener;
    }

    /// What is known now, and what the last fetch said.
    ///
    /// @param keys null while none were ever fetched, or they grew too old
    /// @param fetchedAt when they came
    /// @param refreshAt when a newer set is fetched in the background
    /// @param expiresAt when a request waits a moment for a newer set
    /// @param lastTry when the last fetch ended
    /// @param lastError why it failed, null where it went well
    record State(
            @Nullable KeySet keys,
            Instant fetchedAt,
            Instant refreshAt,
            Instant expiresAt,
            Instant lastTry,
            @Nullable String lastError) {
        static final State COLD = new State(null, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, null);
    }

    KeyState keyState() {
        State known = state;
        Instant now = clock.instant();
        KeySet keys = usable(known, now);
        return keys == null
                ? new KeyState(issuer, 0, null, known.lastError(), false)
                : new KeyState(
                        issuer,
                        keys.keys().size(),
                        known.fetchedAt(),
                        known.lastError(),
                        known.lastError() != null && !now.isBefore(known.expiresAt()));
    }

    /// Whether that key is still one of the issuer's, as far as is known. Starts a refresh where one is due, and never
    /// waits for it.
    boolean stillTrusts(VerificationKey key) {
        Instant now = clock.instant();
        KeySet keys = usable(state, now);
        if (keys == null) {
            return false;
        }
        if (!now.isBefore(state.refreshAt())) {
            // Its outcome is for whoever asks next.
            var _ = startRefresh(now);
        }
        return keys.keys().contains(key);
    }

    void warmUp() {
        if (usable(state, clock.instant()) == null) {
            cold(clock.instant());
        }
    }

    /// The keys that may have signed a token with this id and algorithm.
    KeyLookup find(@Nullable String kid, SignatureAlgorithm algorithm) {
        Instant now = clock.instant();
        KeySet keys = current(now);
        if (keys != null) {
            Optional<KeyLookup> known = among(keys, kid, algorithm);
            return known.orElseGet(() -> unknown(kid, algorithm, now));
        }
        int fetchesBefore = fetches;
        keys = cold(now);
        if (keys == null) {
            return new KeyLookup.Unavailable(RETRY_AFTER, "no keys of " + issuer + ": " + state.lastError());
        }
        Optional<KeyLookup> known = among(keys, kid, algorithm);
        if (known.isPresent()) {
            return known.get();
        }
        if (fetches == fetchesBefore) {
            return unknown(kid, algorithm, now);
        }
        // A set that came in after the token needs no second look, and it was the look of this cool-down.
        synchronized (lock) {
            lastUnknownFetch = now;
        }
        return new KeyLookup.Unknown("the issuer's keys do not have the token's kid");
    }

    /// A second look for a token that names no key and fits none: the one that signed it may be new. Empty where the
    /// first look was good enough.
    Optional<KeyLookup> findNewer(SignatureAlgorithm algorithm) {
        int fetchesBefore = fetches;
        KeyLookup lookup = unknown(null, algorithm, clock.instant());
        return fetches == fetchesBefore ? Optional.empty() : Optional.of(lookup);
    }

    private static Optional<KeyLookup> among(KeySet keys, @Nullable String kid, SignatureAlgorithm algorithm) {
        List<VerificationKey> candidates = keys.candidates(kid, algorithm);
        if (!candidates.isEmpty()) {
            return Optional.of(new KeyLookup.Candidates(candidates));
        }
        return kid != null && keys.knows(kid)
                ? Optional.of(new KeyLookup.Unfit("the key of that kid is not for " + algorithm))
                : Optional.empty();
    }

    /// The keys in use, refreshed behind the request's back while they are young, and with a short wait once expired.
    private @Nullable KeySet current(Instant now) {
        State known = state;
        KeySet keys = usable(known, now);
        if (keys == null || now.isBefore(known.refreshAt())) {
            return keys;
        }
        CompletableFuture<State> refresh = startRefresh(now);
        if (refresh != null && known.lastError() == null && !now.isBefore(known.expiresAt())) {
            await(refresh, MAX_WAIT_WITH_KEYS);
        }
        return usable(state, now);
    }

    private @Nullable KeySet cold(Instant now) {
        CompletableFuture<State> fetching = startCold(now);
        if (fetching != null) {
            await(fetching, MAX_WAIT);
        }
        return usable(state, clock.instant());
    }

    /// Looks once more for a key nobody knows, at most once in a cool-down; joins a fetch that is under way.
    private KeyLookup unknown(@Nullable String kid, SignatureAlgorithm algorithm, Instant now) {
        CompletableFuture<State> fetching = startForUnknown(now);
        if (fetching != null && !await(fetching, MAX_WAIT)) {
            return new KeyLookup.Unavailable(RETRY_AFTER, "the keys of " + issuer + " did not come in time");
        }
        State known = state;
        KeySet keys = usable(known, clock.instant());
        if (keys != null) {
            Optional<KeyLookup> found = among(keys, kid, algorithm);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return known.lastError() == null
                ? new KeyLookup.Unknown("the issuer's keys do not have the token's kid")
                : new KeyLookup.Unavailable(
                        RETRY_AFTER,
                        "the token's kid is not known, and the keys cannot be fetched: " + known.lastError());
    }

    private @Nullable KeySet usable(State known, Instant now) {
        boolean tooOld = known.fetchedAt().plus(config.maxStale()).isBefore(now);
        return tooOld ? null : known.keys();
    }

    private @Nullable CompletableFuture<State> startCold(Instant now) {
        synchronized (lock) {
            if (inFlight != null) {
                return inFlight;
            }
            return usable(state, now) != null || failedWithin(COLD_RETRY, now) ? null : launch();
        }
    }

    private @Nullable CompletableFuture<State> startRefresh(Instant now) {
        synchronized (lock) {
            if (inFlight != null) {
                return inFlight;
            }
            return now.isBefore(state.refreshAt()) || failedWithin(config.cooldown(), now) ? null : launch();
        }
    }

    private @Nullable CompletableFuture<State> startForUnknown(Instant now) {
        synchronized (lock) {
            if (inFlight != null) {
                return inFlight;
            }
            if (lastUnknownFetch != null && isWithin(config.cooldown(), lastUnknownFetch, now)) {
                return null;
            }
            lastUnknownFetch = now;
            return launch();
        }
    }

    private boolean failedWithin(Duration time, Instant now) {
        return state.lastError() != null && isWithin(time, state.lastTry(), now);
    }

    /// A clock that was set back must not prolong a pause.
    private static boolean isWithin(Duration time, Instant since, Instant now) {
        return !now.isBefore(since) && now.isBefore(since.plus(time));
    }

    /// Called with the lock held and no fetch under way.
    private CompletableFuture<State> launch() {
        CompletableFuture<State> started = new CompletableFuture<>();
        inFlight = started;
        try {
            executor.execute(() -> complete(started));
        } catch (RejectedExecutionException e) {
            inFlight = null;
            started.completeExceptionally(e);
        }
        return started;
    }

    private void complete(CompletableFuture<State> started) {
        State before = state;
        State after;
        try {
            after = fetch.after(before, clock.instant().plus(MAX_WAIT));
        } catch (RuntimeException e) {
            after = KeyFetch.failed(
                    before, clock.instant(), "unexpected: " + e.getClass().getSimpleName());
        }
        synchronized (lock) {
            state = after;
            fetches = fetches + 1;
            inFlight = null;
        }
        started.complete(after);
        listener.fetched(issuer, after.lastError() == null);
    }

    private boolean await(CompletableFuture<State> fetching, Duration time) {
        if (!waiters.tryAcquire()) {
            return false;
        }
        try {
            fetching.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiters.release();
        }
    }
}
