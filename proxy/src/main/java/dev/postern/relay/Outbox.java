package dev.postern.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;

/// Writes to one socket without waiting: what the socket does not take at once is kept until it does. Whoever feeds it
/// stops while something is kept, so it stays as small as one write. A socket that takes nothing more swallows it all:
/// the reading side is where the connection's end is noticed.
final class Outbox {
    private final ConduitStreamSinkChannel sink;
    private final Runnable drained;
    private @Nullable ByteBuffer kept;
    private boolean broken;

    /// @param drained called when everything kept has gone out
    Outbox(ConduitStreamSinkChannel sink, Runnable drained) {
        this.sink = sink;
        this.drained = drained;
        sink.setWriteListener(_ -> flush());
    }

    /// Takes nothing more and keeps nothing.
    void close() {
        broken = true;
        kept = null;
        sink.suspendWrites();
    }

    /// Whether something waits for the socket.
    boolean isFull() {
        return kept != null;
    }

    /// Takes all of the bytes, now or later.
    void write(ByteBuffer bytes) {
        if (broken) {
            return;
        }
        ByteBuffer waiting = kept;
        if (waiting != null) {
            kept = joined(waiting, bytes);
            return;
        }
        try {
            writeWhatFits(bytes);
        } catch (IOException _) {
            broken = true;
            return;
        }
        if (bytes.hasRemaining()) {
            kept = copy(bytes);
            sink.resumeWrites();
        }
    }

    /// Takes this many of the bytes, now or later, without a copy where the socket takes them now.
    void write(ByteBuffer bytes, int count) {
        int limit = bytes.limit();
        int end = bytes.position() + count;
        bytes.limit(end);
        try {
            write(bytes);
        } finally {
            bytes.limit(limit).position(end);
        }
    }

    private void writeWhatFits(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining() && sink.write(bytes) > 0) {
            // the socket takes more
        }
    }

    private void flush() {
        ByteBuffer waiting = kept;
        if (waiting == null) {
            sink.suspendWrites();
            return;
        }
        try {
            writeWhatFits(waiting);
        } catch (IOException _) {
            broken = true;
            waiting.position(waiting.limit());
        }
        if (!waiting.hasRemaining()) {
            kept = null;
            sink.suspendWrites();
            drained.run();
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }
}
