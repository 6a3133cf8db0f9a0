package dev.postern.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Waits for a client that takes nothing of what is kept for it, and not for ever.
final class Stall {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ClientConnection client;
    private final Runnable stalled;
    private @Nullable Timer timer;

    /// @param stalled what becomes of a client that took nothing for so long
    Stall(ClientConnection client, Runnable stalled) {
        this.client = client;
        this.stalled = stalled;
    }

    /// Begins to wait, or goes on waiting.
    void watch() {
        if (timer == null) {
            Timer begun = client.timer();
            timer = begun;
            begun.set(TIMEOUT, stalled);
        }
    }

    /// The client took some.
    void stop() {
        Timer running = timer;
        timer = null;
        if (running != null) {
            running.cancel();
        }
    }
}
