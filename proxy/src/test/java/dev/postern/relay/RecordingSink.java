package dev.postern.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.Configurable;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/// A socket's writing side that takes as many bytes as a test lets it, and keeps them.
final class RecordingSink implements StreamSinkConduit {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private @Nullable WriteReadyHandler handler;
    private int room = Integer.MAX_VALUE;
    private boolean broken;
    private boolean awaited;

    ConduitStreamSinkChannel channel() {
        return new ConduitStreamSinkChannel(Configurable.EMPTY, this);
    }

    /// What came and was not asked for before.
    String takeText() {
        String text = taken.toString(StandardCharsets.ISO_8859_1);
        taken.reset();
        return text;
    }

    /// Takes no more than this many bytes from now on.
    RecordingSink room(int bytes) {
        room = bytes;
        return this;
    }

    /// Fails every write from now on, as a socket does that the other end has reset.
    void breakOff() {
        broken = true;
    }

    /// Tells whoever waits for it that there is room.
    void ready() {
        WriteReadyHandler waiting = handler;
        if (awaited && waiting != null) {
            waiting.writeReady();
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (broken) {
            throw new IOException("reset");
        }
        int count = Math.min(room, bytes.remaining());
        byte[] some = new byte[count];
        bytes.get(some);
        taken.writeBytes(some);
        room -= count;
        return count;
    }

    @Override
    public boolean isWriteResumed() {
        return awaited;
    }

    @Override
    public void resumeWrites() {
        awaited = true;
    }

    @Override
    public void suspendWrites() {
        awaited = false;
    }

    @Override
    public void wakeupWrites() {
        awaited = true;
    }

    @Override
    public void setWriteReadyHandler(WriteReadyHandler next) {
        handler = next;
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int writeFinal(ByteBuffer bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long writeFinal(ByteBuffer[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(FileChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void terminateWrites() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void truncateWrites() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWriteShutdown() {
        return false;
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public void awaitWritable() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void awaitWritable(long time, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public XnioIoThread getWriteThread() {
        throw new UnsupportedOperationException();
    }

    @Override
    public XnioWorker getWorker() {
        throw new UnsupportedOperationException();
    }
}
