package dev.postern.relay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a message's head out of a buffer, once it is there whole. Lines end with CRLF and nothing else
/// (RFC 9112 §2.2 lets a recipient take a bare LF; two recipients that disagree on it are how smuggling works).
final class HeadLines {
    /// The usual fields but for those whose values stand for somebody. What is in any other field nobody knows.
    private static final long KEPT = ~(FieldName.AUTHORIZATION.bit()
            | FieldName.DPOP.bit()
            | FieldName.MCP_SESSION_ID.bit()
            | FieldName.LAST_EVENT_ID.bit());

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int maxBytes;
    private final int maxFields;
    private final int tooLarge;
    private final LineMemory<Fields.Field> memory;
    private int scanned;

    /// @param tooLarge the status for a head over a limit
    HeadLines(int maxBytes, int maxFields, int tooLarge, LineMemory<Fields.Field> memory) {
        this.maxBytes = maxBytes;
        this.maxFields = maxFields;
        this.tooLarge = tooLarge;
        this.memory = memory;
    }

    /// The next head's bytes with the empty line after it, or null while it is not whole. Consumes nothing else.
    ///
    /// @param in its bytes between position and limit
    byte @Nullable [] read(ByteBuffer in) throws MalformedMessage {
        int length = findEnd(in);
        if (length > maxBytes || (length < 0 && in.remaining() >= maxBytes)) {
            throw new MalformedMessage(
                    tooLarge, "head_size", "the header fields are larger than " + maxBytes + " bytes");
        }
        if (length < 0) {
            return null;
        }
        byte[] head = new byte[length];
        in.get(head);
        scanned = 0;
        return head;
    }

    /// Forgets what was looked at, because the caller moved the buffer's position.
    void restart() {
        scanned = 0;
    }

    /// How many bytes the head has with the empty line that ends it; -1 where that is not there yet.
    private int findEnd(ByteBuffer in) throws MalformedMessage {
        int start = in.position();
        int limit = in.limit();
        int i = start + scanned;
        while (i < limit) {
            i = nextLineEnd(in, i, limit);
            if (i < limit && in.get(i) == '\n') {
                throw new MalformedMessage(400, "line_end", "a line of the head does not end with CRLF");
            }
            if (i + 1 >= limit) {
                break;
            }
            if (in.get(i + 1) != '\n') {
                throw new MalformedMessage(400, "line_end", "a carriage return stands alone in the head");
            }
            if (i - start >= 2 && in.get(i - 1) == '\n') {
                return i + 2 - start;
            }
            i += 2;
        }
        scanned = i - start;
        return -1;
    }

    /// Where the next CR or LF is, or the limit.
    private static int nextLineEnd(ByteBuffer in, int start, int limit) {
        int i = start;
        for (; i + Long.BYTES <= limit; i += Long.BYTES) {
            long eight = Long.reverseBytes(in.getLong(i)); // the buffer is big-endian
            long found = zeroBytes(eight ^ ('\r' * EACH_BYTE)) | zeroBytes(eight ^ ('\n' * EACH_BYTE));
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        while (i < limit && in.get(i) != '\r' && in.get(i) != '\n') {
            i++;
        }
        return i;
    }

    /// Not zero where one of the eight bytes is zero; the lowest bit that is set belongs to the lowest such byte.
    private static long zeroBytes(long eight) {
        return (eight - EACH_BYTE) & ~eight & HIGH_BITS;
    }

    /// Where the line ends that begins at `start`. A head that was read has no CR but before an LF.
    static int lineEnd(byte[] head, int start) {
        int i = start;
        for (; i + Long.BYTES <= head.length; i += Long.BYTES) {
            long found = zeroBytes((long) EIGHT.get(head, i) ^ ('\r' * EACH_BYTE));
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        while (head[i] != '\r') {
            i++;
        }
        return i;
    }

    /// The fields of a head, from where its first line ended.
    Fields fields(byte[] head, int firstLineEnd) throws MalformedMessage {
        List<Fields.Field> fields = new ArrayList<>(16);
        int end;
        for (int start = firstLineEnd + 2; start < head.length - 2; start = end + 2) {
            if (fields.size() == maxFields) {
                throw new MalformedMessage(
                        tooLarge, "head_size", "there are more than " + maxFields + " header fields");
            }
            end = lineEnd(head, start);
            fields.add(field(head, start, end));
        }
        return new Fields(fields);
    }

    private Fields.Field field(byte[] head, int start, int end) throws MalformedMessage {
        Fields.Field known = memory.find(head, start, end);
        if (known != null) {
            return known;
        }
        Fields.Field read = read(head, start, end);
        if ((read.fieldName().bit() & KEPT) != 0) {
            memory.keep(head, start, end, read);
        }
        return read;
    }

    private static Fields.Field read(byte[] head, int start, int end) throws MalformedMessage {
        int colon = start;
        while (HttpGrammar.isTokenCharacter(head[colon])) {
            colon++;
        }
        if (colon == start || head[colon] != ':') {
            throw new MalformedMessage(400, "field_name", "a header field's name is not a token followed by a colon");
        }
        int from = colon + 1;
        int to = end;
        while (from < to && isBlank(head[from])) {
            from++;
        }
        while (to > from && isBlank(head[to - 1])) {
            to--;
        }
        checkValue(head, from, to);
        return new Fields.Field(text(head, start, colon), text(head, from, to));
    }

    private static void checkValue(byte[] head, int from, int to) throws MalformedMessage {
        int i = from;
        while (i < to) {
            if (to - i >= Long.BYTES && !hasControl((long) EIGHT.get(head, i))) {
                i += Long.BYTES;
            } else if (HttpGrammar.isFieldCharacter(head[i] & 0xff)) {
                i++;
            } else {
                throw new MalformedMessage(400, "field_value", "a header field's value has a control character");
            }
        }
    }

    /// Whether one of the eight bytes is below 0x20 or is 0x7f; may also say so of a byte beside such a one.
    private static boolean hasControl(long eight) {
        long below = (eight - 0x20 * EACH_BYTE) & ~eight & HIGH_BITS;
        return (below | zeroBytes(eight ^ (0x7f * EACH_BYTE))) != 0;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    static String text(byte[] head, int from, int to) {
        return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
