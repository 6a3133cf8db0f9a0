package dev.postern.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/// One thing that is to happen later on an I/O thread, unless something else happens first. One that is put off again
/// and again costs next to nothing: it looks when it fires whether the time has come.
final class Timer {
    private final XnioIoThread thread;
    private final Consumer<RuntimeException> mistaken;
    private XnioExecutor.@Nullable Key key;
    private long firesAt;
    private long due;
    private @Nullable Runnable action;

    /// @param mistaken told of what is thrown by what happens
    Timer(XnioIoThread thread, Consumer<RuntimeException> mistaken) {
        this.thread = thread;
        this.mistaken = mistaken;
    }

    /// Sets what happens, in place of what was set before.
    void set(Duration delay, Runnable then) {
        action = then;
        due = System.nanoTime() + delay.toNanos();
        if (key != null && firesAt - due <= 0) {
            return;
        }
        removeKey();
        schedule(delay.toMillis());
    }

    private void schedule(long millis) {
        firesAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        key = thread.executeAfter(this::fire, millis, TimeUnit.MILLISECONDS);
    }

    private void fire() {
        key = null;
        Runnable then = action;
        if (then == null) {
            return;
        }
        long left = due - System.nanoTime();
        if (left > 0) {
            schedule(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            return;
        }
        action = null;
        try {
            then.run();
        } catch (RuntimeException mistake) {
            mistaken.accept(mistake);
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
        removeKey();
    }

    private void removeKey() {
        XnioExecutor.Key pending = key;
        key = null;
        if (pending != null) {
            pending.remove();
        }
    }
}
