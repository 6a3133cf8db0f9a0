package dev.postern.token;

import java.time.Duration;

/// Tells how it stands with the verdicts that are remembered.
public interface RememberedVerdicts {
    CacheState cacheState();

    /// How long a verdict is believed at most: so long Postern may lag behind what its issuer knows.
    Duration stalenessBound();
}
