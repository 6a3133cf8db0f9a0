package dev.postern.oscal.tree;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is made when it is first wanted, because a start should not wait for it.
public final class Once<T> {
    private final Supplier<T> maker;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable T made;

    public Once(Supplier<T> maker) {
        this.maker = maker;
    }

    public T get() {
        T present = made;
        if (present != null) {
            return present;
        }
        making.lock();
        try {
            T now = made;
            if (now == null) {
                now = maker.get();
                made = now;
            }
            return now;
        } finally {
            making.unlock();
        }
    }
}
