package dev.postern.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.postern.oauth.Identity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Lines for machines: one JSON object each, members always in the same order, absent ones left out.
public final class JsonFormat implements OutcomeFormat {
    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    public String outcome(Outcome outcome) {
        return object(line -> {
            line.writeStringField("at", Timestamps.of(outcome.at()));
            line.writeStringField("id", outcome.requestId());
            line.writeStringField("client_address", outcome.clientAddress());
            line.writeStringField("method", outcome.method());
            line.writeStringField("path", outcome.path());
            line.writeNumberField("status", outcome.status());
            line.writeStringField("result", outcome.result().label());
            writeIfPresent(line, "reason", outcome.reason());
            writeIfPresent(line, "detail", outcome.detail());
            write(line, outcome.identity());
            line.writeNumberField("request_bytes", outcome.requestBytes());
            line.writeNumberField("response_bytes", outcome.responseBytes());
            write(line, "own_ms", outcome.own());
            write(line, "upstream_ms", outcome.upstream());
            write(line, "total_ms", outcome.total());
        });
    }

    @Override
    public String note(Instant at, String event, long lost) {
        return object(line -> {
            line.writeStringField("at", Timestamps.of(at));
            line.writeStringField("event", event);
            if (lost > 0) {
                line.writeNumberField("lost", lost);
            }
        });
    }

    private static void write(JsonGenerator line, @Nullable Identity identity) throws IOException {
        if (identity != null) {
            line.writeStringField("issuer", identity.issuer().value());
            line.writeStringField("subject", identity.subject());
            writeIfPresent(line, "client_id", identity.clientId());
        }
    }

    private static void write(JsonGenerator line, String name, Duration duration) throws IOException {
        line.writeFieldName(name);
        line.writeNumber(Timestamps.milliseconds(duration));
    }

    private static void writeIfPresent(JsonGenerator line, String name, @Nullable String value) throws IOException {
        if (value != null) {
            line.writeStringField(name, value);
        }
    }

    private String object(Members members) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator line = json.createGenerator(text)) {
            line.writeStartObject();
            members.writeTo(line);
            line.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private interface Members {
        void writeTo(JsonGenerator line) throws IOException;
    }
}
