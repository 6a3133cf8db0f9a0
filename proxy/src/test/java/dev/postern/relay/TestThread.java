package dev.postern.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/// An I/O thread on whose clock time passes as a test says. It is woken for one thing at a time.
final class TestThread implements XnioExecutor {
    private static final long BEGINNING = Long.MAX_VALUE - 1000; // where System.nanoTime() may be, too

    private long passed;
    private long due;
    private @Nullable Runnable awaited;
    private int asked;
    private int wakeUps;

    long nanos() {
        return BEGINNING + passed;
    }

    int wakeUps() {
        return wakeUps;
    }

    boolean isAwaited() {
        return awaited != null;
    }

    /// Lets time pass until so much has passed from the beginning.
    void passUntil(Duration sinceBeginning) {
        while (awaited != null && due <= sinceBeginning.toNanos()) {
            passToNextWakeUp();
        }
        passed = Math.max(passed, sinceBeginning.toNanos());
    }

    void passToNextWakeUp() {
        Runnable command = awaited;
        if (command == null) {
            throw new IllegalStateException("nothing is awaited");
        }
        awaited = null;
        passed = Math.max(passed, due);
        wakeUps++;
        command.run();
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException("nothing is handed over here");
    }

    @Override
    public Key executeAfter(Runnable command, long time, TimeUnit unit) {
        if (awaited != null) {
            throw new IllegalStateException("the earlier one was not taken back");
        }
        awaited = command;
        due = passed + unit.toNanos(time);
        int number = ++asked;
        return () -> {
            boolean waits = awaited != null && asked == number;
            awaited = waits ? null : awaited;
            return waits;
        };
    }

    @Override
    public Key executeAtInterval(Runnable command, long time, TimeUnit unit) {
        throw new UnsupportedOperationException("nothing is repeated here");
    }
}
