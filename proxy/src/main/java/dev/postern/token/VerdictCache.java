package dev.postern.token;

import dev.postern.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Remembers what was found of tokens, so that a token is judged once while nothing changes: bounded in number and
/// size, no entry beyond its time, none whose key the issuer withdrew.
final class VerdictCache {
    private static final int MAX_ENTRIES = 10_000;
    private static final long MAX_CHARACTERS = 4L * 1024 * 1024;

    private final InstantSource clock;
    private final ConcurrentHashMap<TokenHash, Judgement> judgements = new ConcurrentHashMap<>();
    private final AtomicLong characters = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    VerdictCache(InstantSource clock) {
        this.clock = clock;
    }

    Optional<Judgement> get(TokenHash hash) {
        Judgement known = judgements.get(hash);
        if (known == null) {
            return Optional.empty();
        }
        if (!isCurrent(known, clock.instant())) {
            remove(hash, known);
            return Optional.empty();
        }
        hits.increment();
        return Optional.of(known);
    }

    /// Remembers a judgement that had to be made, where it may be remembered.
    void put(TokenHash hash, Judgement judgement) {
        misses.increment();
        if (!until(judgement).isAfter(clock.instant())) {
            return;
        }
        Judgement before = judgements.put(hash, judgement);
        characters.addAndGet(weight(judgement) - (before == null ? 0 : weight(before)));
        if (judgements.size() > MAX_ENTRIES || characters.get() > MAX_CHARACTERS) {
            makeRoom();
        }
    }

    CacheState state() {
        return new CacheState(judgements.size(), characters.get(), hits.sum(), misses.sum());
    }

    /// The order of iteration is that of the hashes, so it is chance that goes; down to nine tenths, so that the next
    /// tokens find room.
    private synchronized void makeRoom() {
        Iterator<TokenHash> hashes = judgements.keySet().iterator();
        while (hashes.hasNext()
                && (judgements.size() > MAX_ENTRIES * 9 / 10 || characters.get() > MAX_CHARACTERS * 9 / 10)) {
            TokenHash hash = hashes.next();
            Judgement judgement = judgements.get(hash);
            if (judgement != null) {
                remove(hash, judgement);
            }
        }
    }

    private void remove(TokenHash hash, Judgement judgement) {
        if (judgements.remove(hash, judgement)) {
            characters.addAndGet(-weight(judgement));
        }
    }

    private static boolean isCurrent(Judgement judgement, Instant now) {
        return now.isBefore(until(judgement))
                && !(judgement instanceof Judgement.Accepted accepted
                        && !accepted.stillHolds().getAsBoolean());
    }

    private static Instant until(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Accepted accepted -> accepted.until();
            case Judgement.Refused refused -> refused.until();
            case Judgement.Undecided _ -> Instant.EPOCH;
        };
    }

    /// In memory a small value takes more than its text.
    private static long weight(JsonObject claims) {
        return claims.members().isEmpty() ? 0 : 4 * WantedClaims.characters(claims);
    }

    private static long weight(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Accepted accepted ->
                200
                        + accepted.token().identity().subject().length()
                        + accepted.token().identity().scopes().toString().length()
                        + weight(accepted.token().identity().claims());
            case Judgement.Refused refused -> 200 + refused.verdict().detail().length();
            case Judgement.Undecided _ -> 200;
        };
    }
}
