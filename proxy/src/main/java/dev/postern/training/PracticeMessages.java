package dev.postern.training;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// Reads HTTP/1.1 messages of a practice, where both sides are ours: as much of the grammar as they use.
final class PracticeMessages {
    private static final int MOST = 64 * 1024;

    private final InputStream in;

    PracticeMessages(InputStream in) {
        this.in = in;
    }

    /// The first line of the next message, after its body is passed over; empty at the end.
    ///
    /// @param toTheEnd false to stop after the first chunk of a stream that has no end
    String read(boolean toTheEnd) throws IOException {
        String first = line();
        int length = 0;
        boolean chunked = false;
        for (String field = line(); !field.isEmpty(); field = line()) {
            String lower = field.toLowerCase(Locale.ROOT);
            length = lower.startsWith("content-length:")
                    ? Integer.parseInt(lower.substring(15).strip())
                    : length;
            chunked |= lower.equals("transfer-encoding: chunked");
        }
        in.skipNBytes(length);
        for (int size = chunked ? chunk() : 0; toTheEnd && size > 0; size = chunk()) {}
        return first;
    }

    private int chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        in.skipNBytes(size);
        line();
        return size;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < MOST; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
