package dev.postern.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Standard output: a line for each entry.
public final class StreamSink implements AuditSink {
    private final OutputStream out;
    private final OutcomeFormat format;

    /// @param out must fail when it cannot write, as a `PrintStream` does not
    public StreamSink(OutputStream out, OutcomeFormat format) {
        this.out = out;
        this.format = format;
    }

    @Override
    public String label() {
        return "stdout";
    }

    @Override
    public String place() {
        return "standard output";
    }

    @Override
    public int write(List<Entry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Entry entry : entries) {
            lines.append(format.line(entry)).append('\n');
        }
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return 0;
    }

    /// Leaves the stream open, which belongs to somebody else.
    @Override
    public void close() {}
}
