package dev.postern.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How many tokens of one client address may turn out bad in a time: to find that out of a signature costs so much that
/// somebody who makes them up could keep a processor busy. Beyond it, tokens from there are not looked at for a while.
public final class BadTokenLimit {
    /// So many times what is allowed each second may come at once.
    private static final int AT_ONCE = 3;

    /// So many addresses are remembered, those that were heard of last.
    private static final int ADDRESSES = 10_000;

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final LinkedHashMap<String, Allowance> allowances = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > ADDRESSES;
        }
    };

    /// What an address has left.
    private static final class Allowance {
        private double left;
        private long since;
    }

    /// @param perSecond how many bad tokens of an address are judged each second
    /// @param nanoTime as of [System#nanoTime]
    public BadTokenLimit(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /// Whether a token from there may be judged; where it then turns out to be no bad one, [#giveBack] is due.
    public synchronized boolean take(String clientAddress) {
        Allowance allowance = current(clientAddress);
        if (allowance.left < 1) {
            return false;
        }
        allowance.left--;
        return true;
    }

    /// The token was good, or nothing was spent on it.
    public synchronized void giveBack(String clientAddress) {
        Allowance allowance = current(clientAddress);
        allowance.left = Math.min(most(), allowance.left + 1);
    }

    private Allowance current(String clientAddress) {
        long now = nanoTime.getAsLong();
        Allowance allowance = allowances.computeIfAbsent(Network.of(clientAddress), _ -> full(now));
        double earned = (now - allowance.since) / NANOS * perSecond;
        allowance.left = Math.min(most(), allowance.left + earned);
        allowance.since = now;
        return allowance;
    }

    private Allowance full(long now) {
        Allowance full = new Allowance();
        full.left = most();
        full.since = now;
        return full;
    }

    private double most() {
        return (double) perSecond * AT_ONCE;
    }
}
