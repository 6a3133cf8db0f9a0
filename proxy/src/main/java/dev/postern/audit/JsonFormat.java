package dev.postern.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.postern.oauth.Identity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
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
            TraceParent trace = outcome.particulars().trace();
            if (trace != null) {
                line.writeStringField("trace_id", trace.traceId());
            }
            line.writeStringField("client_address", outcome.clientAddress());
            line.writeStringField("method", outcome.method());
            line.writeStringField("path", outcome.path());
            line.writeNumberField("status", outcome.status());
            line.writeStringField("result", outcome.result().label());
            writeIfPresent(line, "reason", outcome.reason());
            writeIfPresent(line, "detail", outcome.detail());
            write(line, outcome.identity());
            write(line, outcome.particulars());
            writeIfPresent(line, "decision", outcome.decision());
            writeDecision(line, outcome.particulars());
            line.writeNumberField("request_bytes", outcome.requestBytes());
            line.writeNumberField("response_bytes", outcome.responseBytes());
            write(line, "own_ms", outcome.own());
            write(line, "upstream_ms", outcome.upstream());
            write(line, "total_ms", outcome.total());
        });
    }

    @Override
    public String note(Note note) {
        return object(line -> {
            line.writeStringField("at", Timestamps.of(note.at()));
            line.writeStringField("event", note.event());
            if (note.lost() > 0) {
                line.writeNumberField("lost", note.lost());
            }
            writeIfPresent(line, "detail", note.detail());
        });
    }

    private static void write(JsonGenerator line, @Nullable Identity identity) throws IOException {
        if (identity != null) {
            line.writeStringField("issuer", identity.issuer().value());
            line.writeStringField("subject", identity.subject());
            writeIfPresent(line, "client_id", identity.clientId());
        }
    }

    private static void write(JsonGenerator line, Particulars particulars) throws IOException {
        SessionName session = particulars.session();
        if (session != null) {
            line.writeStringField("session", session.hash());
        }
        if (particulars.messages() > 1) {
            line.writeNumberField("messages", particulars.messages());
            line.writeArrayFieldStart("calls");
            for (Operation operation : particulars.operations()) {
                line.writeStartObject();
                write(line, operation);
                line.writeEndObject();
            }
            line.writeEndArray();
        } else if (!particulars.operations().isEmpty()) {
            write(line, particulars.operations().getFirst());
        }
    }

    private static void write(JsonGenerator line, Operation operation) throws IOException {
        line.writeStringField("mcp_method", operation.method());
        switch (operation.kind()) {
            case NONE -> {}
            case TOOL -> line.writeStringField("tool", operation.name());
            case PROMPT -> line.writeStringField("prompt", operation.name());
            case RESOURCE, RESOURCE_TEMPLATE -> line.writeStringField("resource", operation.name());
        }
        String arguments = operation.arguments();
        if (arguments != null) {
            line.writeFieldName("arguments");
            line.writeRawValue(arguments);
        }
    }

    private static void writeDecision(JsonGenerator line, Particulars particulars) throws IOException {
        writeIfPresent(line, "rule", particulars.rule());
        if (!particulars.missing().isEmpty()) {
            line.writeArrayFieldStart("scopes_missing");
            for (String scope : particulars.missing().values()) {
                line.writeString(scope);
            }
            line.writeEndArray();
        }
        writeIfPresent(line, "limit", particulars.limit());
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
