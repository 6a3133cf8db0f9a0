package dev.postern.token;

import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import dev.postern.token.RemoteKeys.State;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One fetch of an issuer's keys. Whatever comes back, good keys are never replaced by anything but good keys.
final class KeyFetch {
    /// Between these bounds the issuer's `Cache-Control` decides how long its keys are fresh.
    private static final Duration LEAST_FRESH = Duration.ofMinutes(1);

    private static final Duration MOST_FRESH = Duration.ofHours(1);
    private static final Duration USUALLY_FRESH = Duration.ofMinutes(10);

    private final @Nullable URI configuredUrl;
    private final Discovery discovery;
    private final IssuerClient client;
    private final InstantSource clock;
    /// Learnt from metadata; forgotten when a fetch fails, as the keys may have moved. Only one fetch runs at a time.
    private volatile @Nullable URI learntUrl;

    KeyFetch(@Nullable URI configuredUrl, Discovery discovery, IssuerClient client, InstantSource clock) {
        this.configuredUrl = configuredUrl;
        this.discovery = discovery;
        this.client = client;
        this.clock = clock;
    }

    /// The state after one more try.
    State after(State before, Instant deadline) {
        URI url = configuredUrl == null ? learntUrl : configuredUrl;
        if (url == null) {
            switch (discovery.find(deadline)) {
                case Discovery.Found.Metadata found ->
                    url = discovery.endpoint(found.metadata(), "jwks_uri").orElse(null);
                case Discovery.Found.Nowhere nowhere -> {
                    return failed(before, clock.instant(), nowhere.reason());
                }
            }
        }
        if (url == null) {
            return failed(before, clock.instant(), "metadata without an acceptable jwks_uri");
        }
        State after = fetch(url, before, deadline);
        learntUrl = after.lastError() == null ? url : null;
        return after;
    }

    private State fetch(URI url, State before, Instant deadline) {
        FetchOutcome outcome = client.get(url, Duration.between(clock.instant(), deadline));
        Instant now = clock.instant();
        return switch (outcome) {
            case FetchOutcome.Failed failed -> failed(before, now, "key set: " + failed.reason());
            case FetchOutcome.Fetched fetched -> read(fetched, before, now);
        };
    }

    private static State read(FetchOutcome.Fetched fetched, State before, Instant now) {
        Optional<KeySet> keys = KeySet.read(fetched.text());
        if (keys.isEmpty()) {
            return failed(before, now, "key set without a usable key, or none at all");
        }
        Duration fresh = freshFor(fetched.maxAge());
        return new State(keys.get(), now, now.plus(fresh.multipliedBy(4).dividedBy(5)), now.plus(fresh), now, null);
    }

    static State failed(State before, Instant now, String reason) {
        return new State(before.keys(), before.fetchedAt(), before.refreshAt(), before.expiresAt(), now, reason);
    }

    private static Duration freshFor(@Nullable Duration maxAge) {
        if (maxAge == null) {
            return USUALLY_FRESH;
        }
        if (maxAge.compareTo(LEAST_FRESH) < 0) {
            return LEAST_FRESH;
        }
        return maxAge.compareTo(MOST_FRESH) > 0 ? MOST_FRESH : maxAge;
    }
}
