package dev.postern.token;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Remembers which proofs were used, for as long as they could be used again: two halves, of which the older is thrown
/// away whole. Full means that nothing more is let in, as forgetting would let a proof in twice.
final class ReplayStore {
    /// What became of a proof that asks to be let in.
    enum Admission {
        FRESH,
        REPLAYED,
        FULL
    }

    private final Duration remembered;
    private final int capacity;
    private Set<String> older = new HashSet<>();
    private Set<String> newer = new HashSet<>();
    private Instant newerSince = Instant.EPOCH;

    /// @param remembered at least so long, at most twice
    /// @param capacity of each half
    ReplayStore(Duration remembered, int capacity) {
        this.remembered = remembered;
        this.capacity = capacity;
    }

    /// @param proof its key's thumbprint and `jti`, hashed
    synchronized Admission admit(String proof, Instant now) {
        if (!now.isBefore(newerSince.plus(remembered))) {
            boolean longAgo = !now.isBefore(newerSince.plus(remembered.multipliedBy(2)));
            older = longAgo ? new HashSet<>() : newer;
            newer = new HashSet<>();
            newerSince = now;
        }
        if (older.contains(proof) || newer.contains(proof)) {
            return Admission.REPLAYED;
        }
        if (newer.size() >= capacity) {
            return Admission.FULL;
        }
        newer.add(proof);
        return Admission.FRESH;
    }
}
