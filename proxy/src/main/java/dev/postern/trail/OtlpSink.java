package dev.postern.trail;

import dev.postern.audit.AuditSink;
import dev.postern.audit.Entry;
import dev.postern.config.OtlpCollector;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.outbound.TrustedAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// An OpenTelemetry collector, by OTLP over HTTP in JSON.
public final class OtlpSink implements AuditSink {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final OtlpCollector collector;
    private final OtlpRecords records;
    private final HttpClient client;

    /// @param host the name of this machine
    /// @param process this process's id
    public OtlpSink(OtlpCollector collector, String host, long process) {
        this.collector = collector;
        this.records = new OtlpRecords(host, process);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if ("https".equalsIgnoreCase(collector.url().getScheme())) {
            builder.sslContext(TrustedAuthorities.context(collector.authorities()));
        }
        this.client = builder.build();
    }

    @Override
    public String label() {
        return "otlp";
    }

    @Override
    public String place() {
        return "OpenTelemetry at " + collector.url();
    }

    @Override
    public int write(List<Entry> entries) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(collector.url())
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(records.of(entries)));
        collector.headers().forEach(request::header);
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] answer = body.readNBytes(LONGEST_ANSWER);
                if (response.statusCode() / 100 != 2) {
                    throw new IOException("it answered " + response.statusCode());
                }
                return Math.min(rejected(answer), entries.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("it was given up").initCause(e);
        }
    }

    /// How many records it did not take, and must not be sent again.
    private static int rejected(byte[] answer) {
        return StrictJson.read(answer)
                .flatMap(all -> all.object("partialSuccess"))
                .map(OtlpSink::rejected)
                .orElse(0);
    }

    /// A 64-bit number is a string in protocol buffers' JSON, or a number with those who know better.
    private static int rejected(JsonObject part) {
        String written = part.string("rejectedLogRecords")
                .or(() -> part.number("rejectedLogRecords").map(BigDecimal::toPlainString))
                .orElse("0");
        return written.matches("[0-9]{1,9}") ? Integer.parseInt(written) : 0;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
