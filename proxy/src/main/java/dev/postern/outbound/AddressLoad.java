package dev.postern.outbound;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// How much we may be made to call one address, by whatever names it goes: so many at once, and so many a minute.
final class AddressLoad {
    private static final int AT_ONCE = 4;
    private static final int A_MINUTE = 30;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MAX_ADDRESSES && eldest.getValue().underWay() == 0;
        }
    };

    private record Count(int underWay, int begun, Instant since) {}

    AddressLoad(InstantSource clock) {
        this.clock = clock;
    }

    /// Counts a call that begins, unless it is one too many.
    synchronized boolean begin(InetAddress address) {
        Instant now = clock.instant();
        Count count = counts.getOrDefault(key(address), new Count(0, 0, now));
        boolean over =
                now.isBefore(count.since()) || !now.isBefore(count.since().plus(MINUTE));
        int begun = over ? 0 : count.begun();
        if (count.underWay() >= AT_ONCE || begun >= A_MINUTE) {
            return false;
        }
        counts.put(key(address), new Count(count.underWay() + 1, begun + 1, over ? now : count.since()));
        return true;
    }

    synchronized void end(InetAddress address) {
        counts.computeIfPresent(
                key(address), (_, count) -> new Count(count.underWay() - 1, count.begun(), count.since()));
    }

    /// One host has a whole /64 of IPv6.
    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, 8)));
    }
}
