package dev.postern.oscal.transport;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Who may hold memory of the server, in the order of arrival: a tree is many times as large as its text, and several
/// of the largest would not fit beside each other.
final class Admission {
    private static final int UNIT = 1024;

    private final Bounds bounds;
    private final Semaphore held;
    private final Semaphore worked;

    /// Memory that is somebody's, until it is given back.
    static final class Place implements AutoCloseable {
        private final Semaphore from;
        private final int units;
        private final AtomicBoolean given = new AtomicBoolean();

        private Place(Semaphore from, int units) {
            this.from = from;
            this.units = units;
        }

        @Override
        public void close() {
            if (given.compareAndSet(false, true)) {
                from.release(units);
            }
        }
    }

    Admission(Bounds bounds) {
        this.bounds = bounds;
        held = new Semaphore(units(bounds.heldBytes()), true);
        worked = new Semaphore(units(bounds.workedBytes()), true);
    }

    Bounds bounds() {
        return bounds;
    }

    /// For the bytes of a message.
    Optional<Place> hold(long bytes) {
        return take(held, units(Math.min(bytes, bounds.messageBytes())));
    }

    /// For what a message of that size may become.
    Optional<Place> work(long bytes) {
        long least = bounds.workedBytes() / bounds.calls();
        return take(worked, units(Math.clamp(bytes, least, bounds.workedBytes())));
    }

    private Optional<Place> take(Semaphore semaphore, int units) {
        try {
            return semaphore.tryAcquire(units, bounds.turn().toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(new Place(semaphore, units))
                    : Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static int units(long bytes) {
        return (int) Math.max(1, bytes / UNIT);
    }
}
