package dev.postern.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/// The sockets of one I/O thread that are to be closed. XNIO looks at all that is ready on the thread at each close, so
/// thousands that leave at once are collected and closed together; one that leaves alone is closed at once.
final class Closings {
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Timer timer;
    private final ArrayDeque<StreamConnection> waiting = new ArrayDeque<>();
    private long lastClose = System.nanoTime() - PAUSE.toNanos();

    Closings(Timer timer) {
        this.timer = timer;
    }

    void add(StreamConnection connection) {
        long now = System.nanoTime();
        if (waiting.isEmpty() && now - lastClose >= PAUSE.toNanos()) {
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
        for (StreamConnection next = waiting.poll(); next != null; next = waiting.poll()) {
            IoUtils.safeClose(next);
        }
        lastClose = System.nanoTime();
    }
}
