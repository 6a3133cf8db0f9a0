package dev.postern.relay;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Watches that a body comes at the least rate at which any must come.
final class LeastRate {
    /// How much must come in each [#WINDOW].
    private static final int LEAST_BYTES = 1000;

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Timer timer;
    private final BooleanSupplier excused;
    private final Runnable tooSlow;
    private int bytes;

    /// @param excused whether nothing came because we do not read
    /// @param tooSlow run at most once
    LeastRate(Timer timer, BooleanSupplier excused, Runnable tooSlow) {
        this.timer = timer;
        this.excused = excused;
        this.tooSlow = tooSlow;
    }

    void watch() {
        timer.set(WINDOW, this::check);
    }

    void count(int came) {
        bytes += came;
    }

    /// Nothing of it is left.
    void stop() {
        timer.cancel();
    }

    private void check() {
        if (bytes < LEAST_BYTES && !excused.getAsBoolean()) {
            tooSlow.run();
        } else {
            bytes = 0;
            watch();
        }
    }
}
