package dev.postern.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/// One connection, either side: bytes that came and were not taken yet, and an [Outbox]. Reading goes on all the time,
/// so that the other end's leaving is seen at once; it pauses only while the input is full, which is how back-pressure
/// comes about. No buffer is held while there is nothing in it.
final class Wire {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// After so many reads in a row the other connections have their turn.
    private static final int READS_AT_ONCE = 16;

    /// Who is told what happens on a connection.
    interface Listener extends Timer.Owner {
        /// There are more bytes in [Wire#input].
        void bytesCame();

        /// No more bytes will come.
        ///
        /// @param orderly false where the connection broke
        void inputEnded(boolean orderly);

        /// The outbox is empty again.
        void outputDrained();

        /// A mistake of Postern's own happened while it was told one of these.
        @Override
        void mistaken(RuntimeException mistake);
    }

    private final Lane lane;
    private final StreamConnection connection;
    private final ConduitStreamSourceChannel source;
    private final Outbox out;
    private Listener listener;
    private @Nullable ByteBuffer in;
    private int kept;
    private boolean flowing;
    private boolean ended;
    private boolean closed;

    Wire(Lane lane, StreamConnection connection, Listener listener) {
        this.lane = lane;
        this.connection = connection;
        this.listener = listener;
        source = connection.getSourceChannel();
        out = new Outbox(connection.getSinkChannel(), this::outputDrained);
        source.setReadListener(_ -> readable());
    }

    void listen(Listener next) {
        listener = next;
    }

    void startReading() {
        source.resumeReads();
        // What came before we listened raises no event of its own.
        source.wakeupReads();
    }

    /// The bytes that came and were not taken.
    ByteBuffer input() {
        return in == null ? NOTHING : in;
    }

    Outbox out() {
        return out;
    }

    StreamConnection connection() {
        return connection;
    }

    boolean isOpen() {
        return !closed && connection.isOpen();
    }

    boolean inputEnded() {
        return ended;
    }

    /// Whether no more input fits before some of it is taken.
    boolean isFull() {
        return in != null && in.capacity() >= Buffers.SMALL && in.remaining() == in.capacity();
    }

    /// Reads nothing until [#taken] is called.
    void pause() {
        source.suspendReads();
    }

    /// To be called after bytes were taken outside of [Listener#bytesCame].
    void taken() {
        keepRest();
        if (!ended && isOpen() && !source.isReadResumed()) {
            source.resumeReads();
        }
    }

    /// Whether the other end is still there, as far as the socket knows now. For a connection on which nothing is due.
    boolean isAlive() {
        try {
            return isOpen() && !ended && source.read(lane.buffers().probe()) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// Tells the other end that nothing more will be sent.
    void shutdownOutput() {
        try {
            connection.getSinkChannel().shutdownWrites();
            connection.getSinkChannel().flush();
        } catch (IOException _) {
            close();
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        ended = true;
        source.suspendReads();
        out.close();
        lane.closings().add(connection);
        drop();
    }

    private void drop() {
        if (in != null) {
            lane.buffers().giveBack(in);
            in = null;
        }
        lane.buffers().keep(-kept);
        kept = 0;
    }

    /// Holds no more memory than the bytes need that were not taken, and none where too much is held already.
    private void keepRest() {
        ByteBuffer rest = in == null ? null : lane.buffers().rest(in);
        in = rest;
        int before = kept;
        kept = rest == null ? 0 : rest.capacity();
        boolean mayKeep = lane.buffers().keep(kept - before);
        if (!mayKeep && kept > before) {
            drop();
            giveUp();
        }
    }

    private void giveUp() {
        try {
            endInput(false);
        } catch (RuntimeException mistake) {
            listener.mistaken(mistake);
        }
    }

    private void outputDrained() {
        try {
            listener.outputDrained();
        } catch (RuntimeException mistake) {
            listener.mistaken(mistake);
        }
    }

    private void readable() {
        try {
            int reads = READS_AT_ONCE;
            while (reads > 0 && isOpen() && !ended && source.isReadResumed() && readOnce()) {
                reads--;
            }
        } catch (IOException _) {
            endInput(false);
        } catch (RuntimeException mistake) {
            listener.mistaken(mistake);
        } finally {
            keepRest();
        }
    }

    /// Whether there may be more: a socket that gives less than there is room for has no more for now.
    private boolean readOnce() throws IOException {
        ByteBuffer buffer = lane.buffers().take(in, flowing);
        in = buffer;
        if (isFull()) {
            source.suspendReads();
            return false;
        }
        buffer.compact();
        int room = buffer.remaining();
        int count;
        try {
            count = source.read(buffer);
        } finally {
            buffer.flip();
        }
        if (count < 0) {
            endInput(true);
        } else if (count > 0) {
            listener.bytesCame();
        }
        flowing = count >= Buffers.SMALL;
        return count == room;
    }

    private void endInput(boolean orderly) {
        ended = true;
        source.suspendReads();
        listener.inputEnded(orderly);
    }
}
