package dev.postern.login;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Server-sent events, one after the other: the data of each.
final class EventStream {
    private final InputStream in;

    /// @param in bounded by whoever opened it
    EventStream(InputStream in) {
        this.in = in;
    }

    /// The next event's data, empty at the end; an event cut short does not count.
    Optional<String> next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String text = line.get();
            if (text.isEmpty() && any) {
                return Optional.of(data.substring(1));
            }
            if (text.equals("data") || text.startsWith("data:")) {
                String value = text.length() > 5 ? text.substring(5) : "";
                data.append('\n').append(value.startsWith(" ") ? value.substring(1) : value);
                any = true;
            }
        }
        return Optional.empty();
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
            line.write(b);
        }
        return Optional.empty();
    }
}
