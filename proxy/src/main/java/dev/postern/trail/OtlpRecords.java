package dev.postern.trail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.audit.Entry;
import dev.postern.audit.JsonFormat;
import dev.postern.audit.Note;
import dev.postern.audit.Operation;
import dev.postern.audit.Outcome;
import dev.postern.audit.OutcomeFormat;
import dev.postern.audit.Particulars;
import dev.postern.audit.SessionName;
import dev.postern.audit.TraceParent;
import dev.postern.oauth.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Entries as OpenTelemetry's log records: the JSON record as the body, and what its semantic conventions have a word
/// for as attributes.
final class OtlpRecords {
    private static final int INFO = 9;
    private static final int WARN = 13;

    private final JsonFactory json = new JsonFactory();
    private final OutcomeFormat format = new JsonFormat();
    private final String host;
    private final long process;

    OtlpRecords(String host, long process) {
        this.host = host;
        this.process = process;
    }

    /// The body of a request to a collector.
    byte[] of(List<Entry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 * entries.size());
        try (JsonGenerator to = json.createGenerator(bytes)) {
            to.writeStartObject();
            to.writeArrayFieldStart("resourceLogs");
            to.writeStartObject();
            writeResource(to);
            to.writeArrayFieldStart("scopeLogs");
            to.writeStartObject();
            to.writeObjectFieldStart("scope");
            to.writeStringField("name", "dev.postern.audit");
            to.writeEndObject();
            to.writeArrayFieldStart("logRecords");
            for (Entry entry : entries) {
                write(to, entry);
            }
            to.writeEndArray();
            to.writeEndObject();
            to.writeEndArray();
            to.writeEndObject();
            to.writeEndArray();
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not fail", e);
        }
        return bytes.toByteArray();
    }

    private void writeResource(JsonGenerator to) throws IOException {
        to.writeObjectFieldStart("resource");
        Attributes attributes = new Attributes(to);
        attributes.begin();
        attributes.text("service.name", "postern");
        attributes.text("host.name", host.isEmpty() ? null : host);
        attributes.number("process.pid", process);
        attributes.end();
        to.writeEndObject();
    }

    private void write(JsonGenerator to, Entry entry) throws IOException {
        to.writeStartObject();
        switch (entry) {
            case Outcome outcome -> {
                writeHead(to, outcome.at(), outcome.forwarded() ? INFO : WARN, "postern.request");
                writeTrace(to, outcome.particulars().trace());
                writeAttributes(to, outcome);
            }
            case Note note -> writeHead(to, note.at(), INFO, "postern.log");
        }
        to.writeObjectFieldStart("body");
        to.writeStringField("stringValue", format.line(entry));
        to.writeEndObject();
        to.writeEndObject();
    }

    private static void writeHead(JsonGenerator to, Instant at, int severity, String event) throws IOException {
        String nanoseconds = at.getEpochSecond() + "%09d".formatted(at.getNano());
        to.writeStringField("timeUnixNano", nanoseconds);
        to.writeStringField("observedTimeUnixNano", nanoseconds);
        to.writeNumberField("severityNumber", severity);
        to.writeStringField("severityText", severity == INFO ? "INFO" : "WARN");
        to.writeStringField("eventName", event);
    }

    private static void writeTrace(JsonGenerator to, @Nullable TraceParent trace) throws IOException {
        if (trace != null) {
            to.writeStringField("traceId", trace.traceId());
            to.writeStringField("spanId", trace.parentId());
            to.writeNumberField("flags", trace.sampled() ? 1 : 0);
        }
    }

    private static void writeAttributes(JsonGenerator to, Outcome outcome) throws IOException {
        Attributes attributes = new Attributes(to);
        attributes.begin();
        attributes.text("postern.request.id", outcome.requestId());
        attributes.text("client.address", outcome.clientAddress());
        attributes.text("http.request.method", outcome.method());
        attributes.text("url.path", outcome.path());
        attributes.number("http.response.status_code", outcome.status());
        attributes.text("postern.result", outcome.result().label());
        attributes.text("postern.reason", outcome.reason());
        Identity identity = outcome.identity();
        if (identity != null) {
            attributes.text("postern.issuer", identity.issuer().value());
            attributes.text("user.id", identity.subject());
            attributes.text("postern.client.id", identity.clientId());
        }
        writeParticulars(attributes, outcome.particulars());
        attributes.text("postern.decision", outcome.decision());
        attributes.number("http.request.body.size", outcome.requestBytes());
        attributes.number("http.response.body.size", outcome.responseBytes());
        attributes.seconds("postern.duration.own", outcome.own());
        attributes.seconds("postern.duration.upstream", outcome.upstream());
        attributes.seconds("postern.duration.total", outcome.total());
        attributes.end();
    }

    /// Of several messages in one request the body tells.
    private static void writeParticulars(Attributes attributes, Particulars particulars) throws IOException {
        SessionName session = particulars.session();
        attributes.text("postern.session.hash", session == null ? null : session.hash());
        if (particulars.messages() > 1) {
            attributes.number("postern.messages", particulars.messages());
        } else if (!particulars.operations().isEmpty()) {
            Operation operation = particulars.operations().getFirst();
            attributes.text("mcp.method.name", operation.method());
            switch (operation.kind()) {
                case NONE -> {}
                case TOOL -> attributes.text("gen_ai.tool.name", operation.name());
                case PROMPT -> attributes.text("gen_ai.prompt.name", operation.name());
                case RESOURCE, RESOURCE_TEMPLATE -> attributes.text("mcp.resource.uri", operation.name());
            }
        }
        attributes.text("postern.rule", particulars.rule());
        attributes.text(
                "postern.scopes.missing",
                particulars.missing().isEmpty() ? null : particulars.missing().toString());
        attributes.text("postern.limit", particulars.limit());
    }
}
