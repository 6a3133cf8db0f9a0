package dev.postern.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Bytes as they come out of a socket: in pieces that end anywhere, each joined to what was left of the one before.
final class Pieces {
    /// Reads what it can; null while it needs more.
    interface Reader<T> {
        @Nullable
        T read(ByteBuffer in) throws MalformedMessage;
    }

    private final byte[] bytes;

    Pieces(String text) {
        this(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Pieces(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    /// What the reader makes of two pieces, the first one as long as this.
    <T> @Nullable T readSplitAt(int first, Reader<T> reader) throws MalformedMessage {
        ByteBuffer in = empty();
        add(in, 0, first);
        T early = reader.read(in);
        if (early != null) {
            return early;
        }
        add(in, first, bytes.length);
        return reader.read(in);
    }

    /// What the reader makes of pieces of one byte.
    <T> @Nullable T readByteByByte(Reader<T> reader) throws MalformedMessage {
        ByteBuffer in = empty();
        for (int i = 0; i < bytes.length; i++) {
            add(in, i, i + 1);
            T read = reader.read(in);
            if (read != null) {
                return read;
            }
        }
        return null;
    }

    private ByteBuffer empty() {
        return ByteBuffer.allocate(bytes.length + 1).limit(0);
    }

    private void add(ByteBuffer in, int from, int to) {
        if (in.position() > 0) {
            in.compact().flip(); // only then: a fuzzer comes by here for each byte
        }
        int end = in.limit();
        in.limit(end + to - from).put(end, bytes, from, to - from);
    }
}
