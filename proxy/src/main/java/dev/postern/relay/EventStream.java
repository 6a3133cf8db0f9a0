package dev.postern.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is known of an event stream while it passes: how long it has been silent, and whether an event is half through,
/// so that a comment can be put between two events and never into one.
final class EventStream {
    /// A line that clients pass over, and an event without data behind it (HTML Standard, server-sent events).
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LINE_FEEDS = 0x0a0a;
    private static final int RETURNS = 0x0d0d;
    private static final int MIXED = 0x0a0d0a;

    private final Duration keepAlive;
    private final Runnable speak;
    private final Timer silence;
    private final Timer end;
    private int tail = LINE_FEEDS;
    private long lastBytes = System.nanoTime();

    /// @param keepAlive after how much silence to speak, zero for never
    /// @param speak called when the stream was silent for that long and is between two events
    EventStream(ClientConnection client, Duration keepAlive, Runnable speak) {
        this.keepAlive = keepAlive;
        this.speak = speak;
        silence = client.timer();
        end = client.ownTimer();
    }

    void start(@Nullable Duration longest, Runnable over) {
        if (keepAlive.isPositive()) {
            silence.set(keepAlive, this::checkSilence);
        }
        if (longest != null) {
            end.set(longest, over);
        }
    }

    void stop() {
        silence.cancel();
        end.disarm();
    }

    /// Takes notice of what passes.
    ///
    /// @param from the position of the first byte; the last is before the buffer's own position
    void passed(ByteBuffer bytes, int from) {
        int to = bytes.position();
        if (to == from) {
            return;
        }
        lastBytes = System.nanoTime();
        for (int i = Math.max(from, to - 3); i < to; i++) {
            tail = (tail << 8) | (bytes.get(i) & 0xff);
        }
    }

    private boolean isBetweenEvents() {
        int two = tail & 0xffff;
        return two == LINE_FEEDS || two == RETURNS || (tail & 0xffffff) == MIXED;
    }

    /// The timer is not set anew for each event: it looks when it fires how much silence there was.
    private void checkSilence() {
        long left = keepAlive.toNanos() - (System.nanoTime() - lastBytes);
        if (left > 0) {
            silence.set(Duration.ofNanos(left).plusMillis(1), this::checkSilence);
            return;
        }
        if (isBetweenEvents()) {
            speak.run();
        }
        silence.set(keepAlive, this::checkSilence);
    }

    static void writeComment(ByteBuffer out) {
        out.put(COMMENT);
    }
}
