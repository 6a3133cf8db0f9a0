package dev.postern.trail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines of bytes, ended by a line feed and by nothing else.
final class Lines {
    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream in;
    private boolean torn;

    Lines(InputStream in) {
        this.in = in;
    }

    /// The next line, a character for each byte; null behind the last.
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (line.size() == LONGEST) {
                throw new IOException("a line is longer than a record can be");
            }
            line.write(c);
        }
        torn = line.size() > 0;
        return torn ? line.toString(StandardCharsets.ISO_8859_1) : null;
    }

    /// Whether the line that was read last has no end.
    boolean torn() {
        return torn;
    }
}
