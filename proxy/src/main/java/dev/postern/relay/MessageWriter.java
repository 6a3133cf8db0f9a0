package dev.postern.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Puts one message together in a buffer that the I/O thread's connections share: a head, then the pieces of a body in
/// framing made anew, so that as much as possible goes out in one write.
final class MessageWriter {
    /// Room for the largest head, with what Postern adds, and a piece of the body behind it.
    private static final int CAPACITY = 128 * 1024;

    /// Four hexadecimal digits say how long a piece is.
    private static final int MAX_PIECE = 32 * 1024;

    private static final int SIZE_LINE = 6;
    private static final byte[] COLON = ascii(": ");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

    /// What is written of a head, until it is whole.
    private byte[] head = new byte[4096];

    private int headLength;
    private int pieceStart = -1;

    /// Begins a head with its first line. Nothing of a message that was not finished may stand before it.
    MessageWriter line(String line) {
        discard();
        return text(line).raw(LINE_END);
    }

    MessageWriter field(String name, String value) {
        return text(name).raw(COLON).text(value).raw(LINE_END);
    }

    MessageWriter fields(Fields fields) {
        for (Fields.Field field : fields) {
            field(field.name(), field.value());
        }
        return this;
    }

    /// Writes the field that tells the body's framing.
    MessageWriter framing(Framing framing) {
        return switch (framing) {
            case Framing.None() -> this;
            case Framing.Length(long bytes) -> field("Content-Length", Long.toString(bytes));
            case Framing.Chunked(), Framing.UntilClose() -> field("Transfer-Encoding", "chunked");
        };
    }

    MessageWriter endOfHead() {
        return raw(LINE_END);
    }

    /// Room for body bytes, to be closed with [#endPiece]. The room is never empty.
    ByteBuffer beginPiece(boolean chunked) {
        putHead();
        pieceStart = buffer.position();
        if (chunked) {
            buffer.position(pieceStart + SIZE_LINE);
        }
        return buffer.limit(buffer.position() + MAX_PIECE);
    }

    /// Closes the piece and tells how many body bytes are in it.
    ///
    /// @param last whether the body ends with it
    int endPiece(boolean chunked, boolean last) {
        buffer.limit(CAPACITY);
        if (!chunked) {
            return buffer.position() - pieceStart;
        }
        int size = buffer.position() - pieceStart - SIZE_LINE;
        if (size == 0) {
            buffer.position(pieceStart);
        } else {
            putSize(size);
            buffer.put(LINE_END);
        }
        if (last) {
            buffer.put(LAST_CHUNK);
        }
        return size;
    }

    private void putSize(int size) {
        for (int digit = 0; digit < 4; digit++) {
            buffer.put(pieceStart + digit, (byte) Character.forDigit((size >> (12 - 4 * digit)) & 0xf, 16));
        }
        buffer.put(pieceStart + 4, (byte) '\r').put(pieceStart + 5, (byte) '\n');
    }

    MessageWriter bytes(byte[] bytes) {
        putHead();
        buffer.put(bytes);
        return this;
    }

    /// Hands over what was put together and begins anew.
    void sendTo(Outbox out) {
        putHead();
        buffer.flip();
        try {
            if (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } finally {
            buffer.clear();
        }
    }

    /// Puts together a whole response of our own.
    ///
    /// @param date the value of `Date`
    /// @param stays whether the connection does
    /// @param headOnly whether the body was not asked for
    void answer(Answer answer, String date, boolean stays, boolean headOnly) {
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        line(StatusLine.of(answer.status())).fields(answer.fields()).field("Date", date);
        if (!bodiless) {
            field("Content-Length", Integer.toString(answer.body().length));
        }
        if (!stays) {
            field("Connection", "close");
        }
        endOfHead();
        if (!bodiless && !headOnly) {
            bytes(answer.body());
        }
    }

    /// Hands over what was put together, with these bytes behind it, in one write where they are few.
    void sendTo(Outbox out, byte[] more) {
        if (more.length <= MAX_PIECE) {
            bytes(more);
            sendTo(out);
            return;
        }
        sendTo(out);
        out.write(ByteBuffer.wrap(more));
    }

    /// Sends these bytes as chunks.
    ///
    /// @param last whether the body ends with them
    void sendChunk(Outbox out, byte[] bytes, boolean last) {
        int at = 0;
        do {
            int count = Math.min(MAX_PIECE, bytes.length - at);
            beginPiece(true).put(bytes, at, count);
            at += count;
            endPiece(true, last && at == bytes.length);
            sendTo(out);
        } while (at < bytes.length);
    }

    /// Forgets what was put together.
    void discard() {
        headLength = 0;
        buffer.clear();
    }

    /// Heads are of characters below 256, one for each byte; any other becomes a question mark.
    private MessageWriter text(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private MessageWriter raw(byte[] bytes) {
        if (headLength + bytes.length > head.length) {
            head = Arrays.copyOf(head, Math.max(head.length * 2, headLength + bytes.length));
        }
        System.arraycopy(bytes, 0, head, headLength, bytes.length);
        headLength += bytes.length;
        return this;
    }

    private void putHead() {
        buffer.put(head, 0, headLength);
        headLength = 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
