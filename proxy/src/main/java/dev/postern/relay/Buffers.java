package dev.postern.relay;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The memory one I/O thread reads into. A buffer is lent for as long as it takes to pass on what came; what cannot be
/// passed on yet is kept in no more memory than it needs, and all that is kept has a bound.
final class Buffers {
    /// More than the largest head.
    static final int SMALL = 36 * 1024;

    /// Makes large bodies cheap.
    static final int LARGE = 64 * 1024;

    /// How many of each are kept for later, and how many large ones are lent at a time.
    private static final int SPARE = 16;

    /// Up to so many bytes are kept in an array of their own rather than in a buffer.
    private static final int FEW = 8 * 1024;

    private final ArrayDeque<ByteBuffer> small = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> large = new ArrayDeque<>();
    private final ByteBuffer probe = ByteBuffer.allocateDirect(1);
    private final long mostKept;
    private int largeLent;
    private long kept;

    /// @param mostKept how many bytes may wait, all connections together
    Buffers(long mostKept) {
        this.mostKept = mostKept;
    }

    /// A buffer to read into, behind the bytes that wait.
    ///
    /// @param flowing whether the connection gives more at once than a small buffer takes
    ByteBuffer take(@Nullable ByteBuffer rest, boolean flowing) {
        if (rest != null && rest.capacity() >= SMALL && (rest.hasRemaining() || isSized(rest, flowing))) {
            return rest;
        }
        ByteBuffer buffer = flowing && largeLent < SPARE ? lendLarge() : lend(small, SMALL);
        if (rest != null) {
            buffer.put(rest);
            giveBack(rest);
        }
        return buffer.flip();
    }

    private static boolean isSized(ByteBuffer buffer, boolean flowing) {
        return flowing == (buffer.capacity() == LARGE);
    }

    private ByteBuffer lendLarge() {
        largeLent++;
        return lend(large, LARGE);
    }

    private static ByteBuffer lend(ArrayDeque<ByteBuffer> spare, int size) {
        ByteBuffer buffer = spare.pollFirst();
        return buffer == null ? ByteBuffer.allocateDirect(size) : buffer.clear();
    }

    void giveBack(ByteBuffer buffer) {
        boolean isLarge = buffer.capacity() == LARGE;
        if (isLarge) {
            largeLent--;
        }
        ArrayDeque<ByteBuffer> spare = isLarge ? large : small;
        if (buffer.capacity() >= SMALL && spare.size() < SPARE) {
            spare.addFirst(buffer);
        }
    }

    /// What holds the bytes until they can be passed on; null where there are none.
    @Nullable
    ByteBuffer rest(ByteBuffer buffer) {
        int bytes = buffer.remaining();
        if (bytes > FEW || (bytes > 0 && buffer.capacity() < SMALL)) {
            return buffer;
        }
        ByteBuffer rest =
                bytes == 0 ? null : ByteBuffer.allocate(bytes).put(buffer).flip();
        giveBack(buffer);
        return rest;
    }

    /// Counts what waits.
    ///
    /// @param more than before, or less
    /// @return whether so much may wait
    boolean keep(int more) {
        kept += more;
        return kept <= mostKept;
    }

    /// A byte to read into where none is due.
    ByteBuffer probe() {
        return probe.clear();
    }
}
