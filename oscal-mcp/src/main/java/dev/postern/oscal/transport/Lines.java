package dev.postern.oscal.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Lines of a stream, none of them kept in memory beyond a length.
final class Lines {
    private final InputStream in;
    private final int maxLength;

    /// What was read.
    sealed interface Line {

        /// A line without its end.
        record Whole(String text) implements Line {}

        /// More than may be; it was read to its end and forgotten.
        record TooLong() implements Line {}

        /// There are no more.
        record End() implements Line {}
    }

    Lines(InputStream in, int maxLength) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.maxLength = maxLength;
    }

    /// The next line that is not blank.
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                tooLong = tooLong || line.size() >= maxLength;
                if (!tooLong) {
                    line.write(b);
                }
            } else if (tooLong) {
                return new Line.TooLong();
            } else if (line.size() > 1) {
                return new Line.Whole(line.toString(StandardCharsets.UTF_8));
            } else {
                line.reset();
            }
        }
        return line.size() > 0 && !tooLong ? new Line.Whole(line.toString(StandardCharsets.UTF_8)) : new Line.End();
    }
}
