package dev.postern.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/// One thing that is to happen later on an I/O thread, unless something else happens first.
final class Timer {
    private final XnioIoThread thread;
    private XnioExecutor.@Nullable Key key;

    Timer(XnioIoThread thread) {
        this.thread = thread;
    }

    /// Sets what happens, in place of what was set before.
    void set(Duration delay, Runnable then) {
        cancel();
        key = thread.executeAfter(
                () -> {
                    key = null;
                    then.run();
                },
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    boolean isSet() {
        return key != null;
    }

    void cancel() {
        XnioExecutor.Key pending = key;
        key = null;
        if (pending != null) {
            pending.remove();
        }
    }
}
