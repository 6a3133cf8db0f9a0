package dev.postern.gateway;

import dev.postern.config.Config;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.Identity;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// How long an event stream may last: as long as the token it was opened with, and the clock skew of the issuers.
final class StreamLife {
    /// What lasts longer than this is not ended: no timer has to wait for it.
    private static final Duration LONGEST = Duration.ofDays(365);

    private final boolean endless;
    private final Duration skew;
    private final Clock clock;

    StreamLife(Config config, Clock clock) {
        endless = config.upstream().insecureStreamsOutliveTokens();
        skew = config.trust().stream()
                .map(TrustEntry::clockSkew)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        this.clock = clock;
    }

    /// From now on; empty where the stream may go on for ever.
    Optional<Duration> of(Identity identity) {
        Duration left = Duration.between(clock.instant(), identity.expiresAt()).plus(skew);
        return endless || left.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(left);
    }
}
