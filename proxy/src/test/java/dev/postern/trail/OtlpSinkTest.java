package dev.postern.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.config.OtlpCollector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class OtlpSinkTest {
    private final MockWebServer collector = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private OtlpSink sink() {
        return new OtlpSink(
                new OtlpCollector(collector.url("/v1/logs").uri(), Map.of("X-Tenant", "a"), List.of()),
                "gate.example",
                42);
    }

    private void answers(int status, String body) {
        collector.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private static String attribute(JsonNode record, String key) {
        for (JsonNode attribute : record.get("attributes")) {
            if (attribute.get("key").asText().equals(key)) {
                return attribute.get("value").elements().next().asText();
            }
        }
        return "absent";
    }

    @Test
    void sendsLogRecordsWithTheWordsOfTheConventions() throws Exception {
        answers(200, "{}");
        try (OtlpSink sink = sink()) {
            assertThat(sink.write(List.of(Records.refusedCall(), Records.note("audit log begins"))))
                    .isZero();
        }

        RecordedRequest request = collector.takeRequest();
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/logs");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("X-Tenant")).isEqualTo("a");
        JsonNode logs = new ObjectMapper()
                .readTree(Objects.requireNonNull(request.getBody()).utf8())
                .get("resourceLogs")
                .get(0);
        assertThat(attribute(logs.get("resource"), "service.name")).isEqualTo("postern");
        JsonNode records = logs.get("scopeLogs").get(0).get("logRecords");
        JsonNode record = records.get(0);
        assertThat(record.get("timeUnixNano").asText()).isEqualTo("1795168800000000000");
        assertThat(record.get("traceId").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(record.get("spanId").asText()).isEqualTo("00f067aa0ba902b7");
        assertThat(record.get("body").get("stringValue").asText()).startsWith("{\"at\":");
        assertThat(attribute(record, "mcp.method.name")).isEqualTo("tools/call");
        assertThat(attribute(record, "gen_ai.tool.name")).isEqualTo("save_file");
        assertThat(attribute(record, "user.id")).isEqualTo("alice");
        assertThat(attribute(record, "http.response.status_code")).isEqualTo("403");
        assertThat(attribute(record, "postern.scopes.missing")).isEqualTo("oscal:write");
        assertThat(record.toString()).doesNotContain("session-1");
        assertThat(records.get(1).get("eventName").asText()).isEqualTo("postern.log");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"partialSuccess\":{\"rejectedLogRecords\":\"1\"}}',1",
        "'{\"partialSuccess\":{\"rejectedLogRecords\":1}}',1",
        "'{\"partialSuccess\":{}}',0",
        "'?',0"
    })
    void countsWhatTheCollectorWillNotTake(String answer, int refused) throws IOException {
        answers(200, answer);

        try (OtlpSink sink = sink()) {
            assertThat(sink.write(List.of(Records.admitted(), Records.admitted())))
                    .isEqualTo(refused);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 429, 503})
    void anyOtherAnswerIsAFailure(int status) {
        answers(status, "");

        try (OtlpSink sink = sink()) {
            assertThatThrownBy(() -> sink.write(List.of(Records.admitted())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it answered " + status);
        }
    }

    @Test
    void aCollectorThatIsNotThereIsAFailure() {
        OtlpSink sink = sink();
        collector.close();

        assertThatThrownBy(() -> sink.write(List.of(Records.admitted()))).isInstanceOf(IOException.class);
        sink.close();
    }
}
