package dev.postern.policy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How many places each of many has taken, none of them more than it may.
///
/// @param <T> who takes places
final class Places<T> {
    private final int most;
    private final ConcurrentMap<T, Integer> taken = new ConcurrentHashMap<>();

    Places(int most) {
        this.most = most;
    }

    /// Whether there was one left, which is taken now.
    boolean take(T who) {
        if (taken.merge(who, 1, Integer::sum) <= most) {
            return true;
        }
        giveBack(who);
        return false;
    }

    void giveBack(T who) {
        taken.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
    }

    /// How many have taken any.
    int holders() {
        return taken.size();
    }
}
