package dev.postern.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/// One thing that is to happen later on an I/O thread, unless something else happens first.
final class Timer {
    private final XnioIoThread thread;
    private final Consumer<RuntimeException> mistaken;
    private XnioExecutor.@Nullable Key key;

    /// @param mistaken told of what is thrown by what happens
    Timer(XnioIoThread thread, Consumer<RuntimeException> mistaken) {
        this.thread = thread;
        this.mistaken = mistaken;
    }

    /// Sets what happens, in place of what was set before.
    void set(Duration delay, Runnable then) {
        cancel();
        key = thread.executeAfter(
                () -> {
                    key = null;
                    try {
                        then.run();
                    } catch (RuntimeException mistake) {
                        mistaken.accept(mistake);
                    }
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
