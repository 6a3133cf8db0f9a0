package dev.postern.rate;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The buckets of this process, no more than so many. Of those beyond, full ones go first, as nothing is lost with
/// them, then the fullest of a few: an exhausted one stays where anything else is found.
final class LocalBuckets implements Buckets {
    /// So many are held: about 10 MB of them.
    static final int MOST = 20_000;

    /// So many are looked at for one to let go.
    private static final int LOOKED_AT = 16;

    private final int most;
    private final TimeMeter time;
    private final ConcurrentMap<String, Held> buckets = new ConcurrentHashMap<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private Iterator<Map.Entry<String, Held>> hand = buckets.entrySet().iterator();

    /// A bucket and how much it holds when full.
    private record Held(Bucket bucket, long size) {
        double fullness() {
            return (double) bucket.getAvailableTokens() / size;
        }
    }

    /// @param most how many buckets are held
    /// @param nanoTime as of [System#nanoTime]
    LocalBuckets(int most, LongSupplier nanoTime) {
        this.most = most;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    @Override
    public Rating take(List<Demand> demands) {
        List<Level> levels = new ArrayList<>(demands.size());
        for (int i = 0; i < demands.size(); i++) {
            Demand demand = demands.get(i);
            ConsumptionProbe probe = bucket(demand).tryConsumeAndReturnRemaining(demand.count());
            if (!probe.isConsumed()) {
                giveBack(demands.subList(0, i));
                long wait = Math.min(
                        probe.getNanosToWaitForRefill(), demand.limit().refill().toNanos());
                return new Rating.Exceeded(level(demand, probe, wait));
            }
            levels.add(level(demand, probe, probe.getNanosToWaitForReset()));
        }
        return new Rating.Within(levels);
    }

    @Override
    public Rating takeAtOnce(List<Demand> demands) {
        return take(demands);
    }

    /// Takes what was granted elsewhere, as far as it is there.
    void follow(List<Demand> demands) {
        for (Demand demand : demands) {
            bucket(demand).tryConsumeAsMuchAsPossible(demand.count());
        }
    }

    @Override
    public boolean mayWait() {
        return false;
    }

    @Override
    public int held() {
        return buckets.size();
    }

    private void giveBack(List<Demand> demands) {
        for (Demand demand : demands) {
            bucket(demand).addTokens(demand.count());
        }
    }

    private static Level level(Demand demand, ConsumptionProbe probe, long nanos) {
        return new Level(demand.limit(), probe.getRemainingTokens(), Duration.ofNanos(nanos));
    }

    private Bucket bucket(Demand demand) {
        String name = demand.bucket();
        Held known = buckets.get(name);
        if (known != null) {
            return known.bucket();
        }
        Held held = buckets.computeIfAbsent(name, _ -> full(demand.limit()));
        if (buckets.size() > most) {
            sweep();
        }
        return held.bucket();
    }

    private Held full(RateLimit limit) {
        Bucket bucket = Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.size()).refillIntervally(limit.size(), limit.refill()))
                .withCustomTimePrecision(time)
                .build();
        return new Held(bucket, limit.size());
    }

    /// One thread sweeps; another that comes meanwhile goes on, as what it added is swept too.
    private void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            while (buckets.size() > most) {
                letGo();
            }
        } finally {
            sweeping.set(false);
        }
    }

    private void letGo() {
        String fullest = null;
        double most = -1;
        for (int looked = 0; looked < LOOKED_AT && most < 1; looked++) {
            Map.Entry<String, Held> next = next();
            double fullness = next == null ? -1 : next.getValue().fullness();
            if (next != null && fullness > most) {
                fullest = next.getKey();
                most = fullness;
            }
        }
        if (fullest != null) {
            buckets.remove(fullest);
        }
    }

    private Map.@Nullable Entry<String, Held> next() {
        if (!hand.hasNext()) {
            hand = buckets.entrySet().iterator();
        }
        return hand.hasNext() ? hand.next() : null;
    }
}
