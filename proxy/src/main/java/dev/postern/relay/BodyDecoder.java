package dev.postern.relay;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Takes a body out of its framing, piece by piece, as the bytes come.
interface BodyDecoder {

    /// Moves the next piece of the body from `in` to `out`, as much as both allow.
    ///
    /// @throws MalformedMessage where the framing is broken
    void decode(ByteBuffer in, ByteBuffer out) throws MalformedMessage;

    /// Whether the body is whole.
    boolean ended();

    /// Whether the bytes of the body have nothing between them, so that they may be passed on as they are.
    default boolean isPlain() {
        return false;
    }

    /// Takes note that the next bytes of a plain body are passed on without [#decode].
    ///
    /// @return how many of those there are belong to the body
    default int pass(int available) {
        throw new IllegalStateException("this body has framing to take off");
    }

    /// Whether the connection's end is also the body's.
    default boolean endsWithConnection() {
        return false;
    }

    static BodyDecoder of(Framing framing) {
        return switch (framing) {
            case Framing.None() -> new CountedBody(0);
            case Framing.Length(long bytes) -> new CountedBody(bytes);
            case Framing.Chunked() -> new ChunkedBody();
            case Framing.UntilClose() -> new EndlessBody();
        };
    }

    private static void move(ByteBuffer in, ByteBuffer out, long most) {
        int count = (int) Math.min(most, Math.min(in.remaining(), out.remaining()));
        out.put(out.position(), in, in.position(), count);
        out.position(out.position() + count);
        in.position(in.position() + count);
    }

    /// A body of a known length, maybe none.
    final class CountedBody implements BodyDecoder {
        private long left;

        CountedBody(long bytes) {
            left = bytes;
        }

        @Override
        public void decode(ByteBuffer in, ByteBuffer out) {
            int before = in.remaining();
            move(in, out, left);
            left -= before - in.remaining();
        }

        @Override
        public boolean isPlain() {
            return true;
        }

        @Override
        public int pass(int available) {
            int count = (int) Math.min(left, available);
            left -= count;
            return count;
        }

        @Override
        public boolean ended() {
            return left == 0;
        }
    }

    /// A response that ends with its connection.
    final class EndlessBody implements BodyDecoder {
        @Override
        public void decode(ByteBuffer in, ByteBuffer out) {
            move(in, out, Integer.MAX_VALUE);
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public boolean endsWithConnection() {
            return true;
        }
    }

    /// The chunked coding (RFC 9112 §7.1), read to the letter. Extensions and trailers are dropped.
    final class ChunkedBody implements BodyDecoder {
        private static final int MAX_LINE = 1024;
        private static final int MAX_TRAILERS = 8 * 1024;
        private static final int MAX_SIZE_DIGITS = 12;

        private enum Part {
            SIZE_LINE,
            BYTES,
            AFTER_BYTES,
            TRAILERS,
            END
        }

        /// Of a line that did not come whole, or that has more in it than a size.
        private @Nullable StringBuilder begun;

        private Part part = Part.SIZE_LINE;
        private long left;
        private int trailerBytes;

        @Override
        public void decode(ByteBuffer in, ByteBuffer out) throws MalformedMessage {
            while (part != Part.END && in.hasRemaining()) {
                if (part == Part.BYTES) {
                    if (!out.hasRemaining()) {
                        return;
                    }
                    moveBytes(in, out);
                } else if (begun != null || !tookPlainLine(in)) {
                    takeOfLine(in.get());
                }
            }
        }

        private void moveBytes(ByteBuffer in, ByteBuffer out) {
            int before = in.remaining();
            move(in, out, left);
            left -= before - in.remaining();
            if (left == 0) {
                part = Part.AFTER_BYTES;
            }
        }

        /// Takes what nearly every line is, a bare size or nothing, where it is there whole.
        private boolean tookPlainLine(ByteBuffer in) {
            int start = in.position();
            int end = start;
            long size = 0;
            while (end < in.limit() && end - start < MAX_SIZE_DIGITS && Character.digit(in.get(end), 16) >= 0) {
                size = (size << 4) | Character.digit(in.get(end), 16);
                end++;
            }
            boolean hasSize = end > start;
            boolean whole = end + 1 < in.limit() && in.get(end) == '\r' && in.get(end + 1) == '\n';
            if (!whole || hasSize != (part == Part.SIZE_LINE)) {
                return false;
            }
            in.position(end + 2);
            switch (part) {
                case SIZE_LINE -> beginChunk(size);
                case AFTER_BYTES -> part = Part.SIZE_LINE;
                case TRAILERS -> part = Part.END;
                case BYTES, END -> throw new IllegalStateException("no line is read here");
            }
            return true;
        }

        private void takeOfLine(byte b) throws MalformedMessage {
            StringBuilder line = begun == null ? new StringBuilder() : begun;
            begun = line;
            boolean afterReturn = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
            if (afterReturn != (b == '\n')) {
                throw broken("a line of the chunked body does not end with CRLF");
            }
            if (b == '\n') {
                line.setLength(line.length() - 1);
                begun = null;
                endLine(line);
            } else if (line.length() >= MAX_LINE) {
                throw broken("a line of the chunked body is longer than " + MAX_LINE);
            } else {
                line.append((char) (b & 0xff));
            }
        }

        private void endLine(StringBuilder line) throws MalformedMessage {
            switch (part) {
                case SIZE_LINE -> readSize(line);
                case AFTER_BYTES -> {
                    if (!line.isEmpty()) {
                        throw broken("a chunk is longer than its size says");
                    }
                    part = Part.SIZE_LINE;
                }
                case TRAILERS -> readTrailer(line);
                case BYTES, END -> throw new IllegalStateException("no line is read here");
            }
        }

        private void readSize(StringBuilder line) throws MalformedMessage {
            int end = 0;
            while (end < line.length() && Character.digit(line.charAt(end), 16) >= 0 && line.charAt(end) < 0x80) {
                end++;
            }
            boolean extension = end < line.length();
            if (end == 0 || end > MAX_SIZE_DIGITS || (extension && !isExtension(line.substring(end)))) {
                throw broken("a chunk's size is not a plain hexadecimal number");
            }
            beginChunk(Long.parseLong(line, 0, end, 16));
        }

        private void beginChunk(long size) {
            left = size;
            part = size == 0 ? Part.TRAILERS : Part.BYTES;
        }

        private static boolean isExtension(String text) {
            return text.stripLeading().startsWith(";") && HttpGrammar.isFieldValue(text);
        }

        private void readTrailer(StringBuilder line) throws MalformedMessage {
            trailerBytes += line.length();
            if (line.isEmpty()) {
                part = Part.END;
            } else if (trailerBytes > MAX_TRAILERS || line.indexOf(":") <= 0 || !isTrailer(line)) {
                throw broken("the chunked body's trailers are not header fields");
            }
        }

        private static boolean isTrailer(StringBuilder line) {
            int colon = line.indexOf(":");
            return HttpGrammar.isToken(line.substring(0, colon)) && HttpGrammar.isFieldValue(line.substring(colon + 1));
        }

        private static MalformedMessage broken(String sentence) {
            return new MalformedMessage(400, "chunk", sentence);
        }

        @Override
        public boolean ended() {
            return part == Part.END;
        }
    }
}
