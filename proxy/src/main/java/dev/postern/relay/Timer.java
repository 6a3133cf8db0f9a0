package dev.postern.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One thing that is to happen later on an I/O thread, unless something else happens first. One that is put off again
/// and again costs next to nothing: it looks when it fires whether the time has come.
final class Timer {

    /// Who is told of what is thrown by what happens.
    interface Owner {
        void mistaken(RuntimeException mistake);
    }

    private final Timers timers;
    private final Owner owner;
    private Timers.@Nullable Slot slot;
    private @Nullable Timer previous;
    private @Nullable Timer next;
    private long due;
    private @Nullable Runnable action;

    Timer(Timers timers, Owner owner) {
        this.timers = timers;
        this.owner = owner;
    }

    /// Sets what happens, in place of what was set before.
    void set(Duration delay, Runnable then) {
        long nanos = delay.toNanos();
        action = then;
        due = timers.now() + nanos;
        long at = Timers.goesOffAt(due, nanos);
        Timers.Slot waiting = slot;
        if (waiting == null || waiting.at > at) {
            leaveSlot();
            join(at);
        }
    }

    private void join(long at) {
        Timers.Slot joined = timers.slot(at);
        Timer behind = joined.first;
        if (behind != null) {
            behind.previous = this;
        }
        next = behind;
        slot = joined;
        joined.first = this;
    }

    /// Called when the slot's time has come, which is not always this timer's own.
    void fire(long now) {
        leaveSlot();
        Runnable then = action;
        if (then == null) {
            return;
        }
        if (due > now) {
            join(Timers.goesOffAt(due, due - now));
            return;
        }
        action = null;
        try {
            then.run();
        } catch (RuntimeException mistake) {
            owner.mistaken(mistake);
        }
    }

    boolean isSet() {
        return action != null;
    }

    /// What was set does not happen. For a timer that will be set again soon.
    void disarm() {
        action = null;
    }

    /// What was set does not happen, and nothing is left of it.
    void cancel() {
        disarm();
        leaveSlot();
    }

    private void leaveSlot() {
        Timers.Slot left = slot;
        if (left == null) {
            return;
        }
        Timer before = previous;
        Timer behind = next;
        if (behind != null) {
            behind.previous = before;
        }
        if (before != null) {
            before.next = behind;
        } else {
            left.first = behind;
        }
        if (before == null && behind == null) {
            timers.emptied(left);
        }
        slot = null;
        previous = null;
        next = null;
    }
}
