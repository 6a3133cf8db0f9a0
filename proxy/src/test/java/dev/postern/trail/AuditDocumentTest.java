package dev.postern.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.audit.Entry;
import dev.postern.audit.JsonFormat;
import dev.postern.audit.Note;
import dev.postern.audit.Operation;
import dev.postern.mcp.McpMessage.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the table of members in `docs/audit.md`.
class AuditDocumentTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| ([^|]*) \\|.*");
    private static final Pattern ATTRIBUTE = Pattern.compile("`([a-z_.]+)`");

    private final ObjectMapper reader = new ObjectMapper();

    private static List<Matcher> rows() throws IOException {
        List<Matcher> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "audit.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Entry> entries() {
        return List.of(
                Records.refusedCall(),
                Records.admitted(),
                Records.of(new Operation("prompts/get", Kind.PROMPT, "ask", null)),
                Records.of(new Operation("resources/read", Kind.RESOURCE, "file:///a", null)),
                Records.batch(),
                new Note(Records.AT, "audit log lost lines", 3, "why"));
    }

    private static void collect(JsonNode object, Set<String> names) {
        object.fieldNames().forEachRemaining(names::add);
        for (JsonNode call : object.path("calls")) {
            collect(call, names);
        }
    }

    @Test
    void everyMemberOfARecordHasARowAndEveryRowIsAMember() throws IOException {
        Set<String> written = new TreeSet<>();
        for (Entry entry : entries()) {
            String line = new JsonFormat().line(entry);
            collect(reader.readTree(Link.BEGIN.seal(line, new ChainHash(null)).line()), written);
        }
        Set<String> told = new TreeSet<>();
        rows().forEach(row -> told.add(row.group(1)));

        assertThat(told).isEqualTo(written);
    }

    @Test
    void everyAttributeIsInTheTableAndTheTableHasNoOther() throws IOException {
        Set<String> sent = new TreeSet<>();
        byte[] request = new OtlpRecords("gate.example", 42).of(entries());
        JsonNode records = reader.readTree(new String(request, StandardCharsets.UTF_8))
                .get("resourceLogs")
                .get(0)
                .get("scopeLogs")
                .get(0)
                .get("logRecords");
        for (JsonNode record : records) {
            for (JsonNode attribute : record.path("attributes")) {
                sent.add(attribute.get("key").asText());
            }
        }
        Set<String> told = new TreeSet<>();
        for (Matcher row : rows()) {
            Matcher attribute = ATTRIBUTE.matcher(row.group(2));
            if (attribute.find()) {
                told.add(attribute.group(1));
            }
        }

        assertThat(told).isEqualTo(sent);
    }
}
