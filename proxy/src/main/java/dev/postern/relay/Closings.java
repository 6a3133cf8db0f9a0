package dev.postern.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/// The sockets of one I/O thread that are to be closed. XNIO looks at all that is ready on the thread at each close, so
/// thousands that leave at once are collected and closed together; one that leaves alone is closed at once, and so is
/// the
/// connection it was relayed to.
final class Closings {
    private static final Duration PAUSE = Duration.ofMillis(2);

    /// After so many together nobody is taken to leave alone for a while.
    private static final int CROWD = 16;

    private static final Duration CALM = Duration.ofMillis(50);

    /// How many are closed at once after a pause.
    private static final int AT_ONCE = 4;

    private final Timer timer;
    private final ArrayDeque<StreamConnection> waiting = new ArrayDeque<>();
    private long lastClose = System.nanoTime() - PAUSE.toNanos();
    private int left;

    Closings(Timer timer) {
        this.timer = timer;
    }

    void add(StreamConnection connection) {
        long now = System.nanoTime();
        if (waiting.isEmpty() && now - lastClose >= PAUSE.toNanos()) {
            left = AT_ONCE;
        }
        if (waiting.isEmpty() && left > 0) {
            left--;
            lastClose = now;
            IoUtils.safeClose(connection);
            return;
        }
        waiting.add(connection);
        if (!timer.isSet()) {
            timer.set(PAUSE, this::closeAll);
        }
    }

    void closeAll() {
        timer.cancel();
        boolean crowd = waiting.size() > CROWD;
        for (StreamConnection next = waiting.poll(); next != null; next = waiting.poll()) {
            IoUtils.safeClose(next);
        }
        lastClose = System.nanoTime() + (crowd ? CALM.toNanos() : 0);
    }
}
