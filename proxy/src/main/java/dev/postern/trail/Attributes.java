package dev.postern.trail;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Key-value pairs as OTLP writes them in JSON.
record Attributes(JsonGenerator to) {
    void begin() throws IOException {
        to.writeArrayFieldStart("attributes");
    }

    void end() throws IOException {
        to.writeEndArray();
    }

    /// Leaves out what is not known.
    void text(String key, @Nullable String value) throws IOException {
        if (value != null) {
            open(key);
            to.writeStringField("stringValue", value);
            close();
        }
    }

    /// A 64-bit number is a string in protocol buffers' JSON.
    void number(String key, long value) throws IOException {
        open(key);
        to.writeStringField("intValue", Long.toString(value));
        close();
    }

    void seconds(String key, Duration value) throws IOException {
        open(key);
        to.writeNumberField("doubleValue", value.toNanos() / 1e9);
        close();
    }

    private void open(String key) throws IOException {
        to.writeStartObject();
        to.writeStringField("key", key);
        to.writeObjectFieldStart("value");
    }

    private void close() throws IOException {
        to.writeEndObject();
        to.writeEndObject();
    }
}
