package dev.postern.relay;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/// The timers of one I/O thread. Those that are due at nearly the same time go off together, so that thousands of
/// silent streams wake the thread once a second and not each by itself: a timer may be late by a sixteenth of its
/// delay.
final class Timers {
    /// What is due sooner than this is never put off.
    private static final long EXACT_BELOW = Duration.ofMillis(16).toNanos();

    private static final long LONGEST_STEP = 1L << 30;

    /// After so many the sockets have their turn.
    private static final int AT_ONCE = 256;

    private final XnioExecutor thread;
    private final LongSupplier clock;
    private final long start;
    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    private XnioExecutor.@Nullable Key wakeUp;
    private long wakesAt;

    /// @param thread runs what is due, and is the only one to use this
    /// @param clock counts nanoseconds
    Timers(XnioExecutor thread, LongSupplier clock) {
        this.thread = thread;
        this.clock = clock;
        start = clock.getAsLong();
    }

    /// Timers that go off together, each linked to the next.
    static final class Slot {
        final long at;

        @Nullable
        Timer first;

        Slot(long at) {
            this.at = at;
        }
    }

    /// Nanoseconds since these timers began.
    long now() {
        return clock.getAsLong() - start;
    }

    /// When something goes off that is due then.
    ///
    /// @param delay how far that is away
    static long goesOffAt(long due, long delay) {
        long step = delay < EXACT_BELOW ? 1 : Math.min(LONGEST_STEP, Long.highestOneBit(delay / 16));
        return Math.ceilDiv(due, step) * step;
    }

    /// The slot of what goes off then.
    Slot slot(long at) {
        Slot slot = slots.computeIfAbsent(at, Slot::new);
        if (wakeUp == null || at < wakesAt) {
            wakeAt(at);
        }
        return slot;
    }

    /// Nothing waits in it any more.
    void emptied(Slot slot) {
        slots.remove(slot.at, slot);
    }

    private void wakeAt(long at) {
        XnioExecutor.Key earlier = wakeUp;
        if (earlier != null) {
            earlier.remove();
        }
        wakesAt = at;
        // Never at once: the sockets have their turn in between.
        long millis = Math.max(1, Math.ceilDiv(at - now(), TimeUnit.MILLISECONDS.toNanos(1)));
        wakeUp = thread.executeAfter(this::goOff, millis, TimeUnit.MILLISECONDS);
    }

    private void goOff() {
        wakesAt = Long.MIN_VALUE; // so that nothing set meanwhile asks to be woken for
        try {
            fireDue();
        } finally {
            wakeUp = null;
            if (!slots.isEmpty()) {
                wakeAt(slots.firstKey());
            }
        }
    }

    private void fireDue() {
        int left = AT_ONCE;
        long now = now();
        for (Map.Entry<Long, Slot> next = slots.firstEntry(); next != null; next = slots.firstEntry()) {
            Timer timer = next.getValue().first;
            if (next.getKey() > now || left == 0) {
                return;
            }
            if (timer == null) {
                emptied(next.getValue());
            } else {
                left--;
                timer.fire(now);
            }
        }
    }
}
