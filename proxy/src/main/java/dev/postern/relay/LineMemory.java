package dev.postern.relay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What was made of the lines that came lately, found by their very bytes: most lines of a head are the same in each
/// message. It has a place for each of a few hundred lines; a line that falls on a taken place takes it over.
///
/// @param <T> what is made of a line
final class LineMemory<T> {
    private static final int PLACES = 256;

    /// What is longer hardly comes again, and what is shorter does not matter.
    private static final int MOST_BYTES = 160;

    private static final int LEAST_BYTES = Long.BYTES;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] @Nullable [] lines = new byte[PLACES][];
    private final @Nullable Object[] made = new Object[PLACES];

    /// What was made of these bytes; null where nothing is known of them.
    @Nullable
    @SuppressWarnings("unchecked") // only a T is ever kept
    T find(byte[] head, int from, int to) {
        if (!fits(from, to)) {
            return null;
        }
        int place = place(head, from, to);
        byte[] line = lines[place];
        return line != null && Arrays.equals(line, 0, line.length, head, from, to) ? (T) made[place] : null;
    }

    void keep(byte[] head, int from, int to, T whatWasMade) {
        if (fits(from, to)) {
            int place = place(head, from, to);
            lines[place] = Arrays.copyOfRange(head, from, to);
            made[place] = whatWasMade;
        }
    }

    private static boolean fits(int from, int to) {
        int length = to - from;
        return length >= LEAST_BYTES && length <= MOST_BYTES;
    }

    private static int place(byte[] head, int from, int to) {
        long first = (long) EIGHT.get(head, from);
        long middle = (long) EIGHT.get(head, from + (to - from - Long.BYTES) / 2);
        long last = (long) EIGHT.get(head, to - Long.BYTES);
        long mixed = (first * 31 + middle) * 31 + last + (to - from);
        mixed *= 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 56);
    }
}
