package dev.postern.oscal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Generation;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;
import dev.postern.oscal.tree.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `docs/oscal.md` says of the tools is so.
class ToolsPageTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\|.*?(?:\\| `(\\{.*})` )?\\|");
    private static final Assembly ASSEMBLY = new Assembly(Optional.empty(), ConstraintOptions.none());
    private static final McpServer SERVER = ASSEMBLY.start();

    record Row(String tool, Optional<String> example) {}

    @AfterAll
    static void close() {
        ASSEMBLY.close();
    }

    @Test
    void namesEveryTool() throws IOException {
        List<String> listed = new ArrayList<>();
        for (ObjectNode tool : ask("tools/list", ObjectNode.EMPTY).objects("tools")) {
            listed.add(tool.text("name").orElseThrow());
        }

        assertThat(rows()).extracting(Row::tool).containsExactlyInAnyOrderElementsOf(listed);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersTheExample(Row row) {
        ObjectNode arguments = new JsonReader(Limits.MESSAGE).read(row.example().orElseThrow())
                        instanceof Reading.Read(ObjectNode object, var _)
                ? object
                : ObjectNode.EMPTY.with("not", TextNode.of("JSON"));
        ObjectNode params = new ObjectBuilder()
                .put("name", row.tool())
                .put("arguments", arguments)
                .build();

        ObjectNode answer = ask("tools/call", params);

        assertThat(answer.get("isError")).as(answer.toString()).isEqualTo(BooleanNode.of(false));
    }

    @Test
    void listsOnlyToolsThatReadAndTakeNothingUnknown() {
        for (ObjectNode tool : ask("tools/list", ObjectNode.EMPTY).objects("tools")) {
            ObjectNode annotations = tool.object("annotations").orElseThrow();
            assertThat(annotations.get("readOnlyHint")).isEqualTo(BooleanNode.of(true));
            assertThat(annotations.get("openWorldHint")).isEqualTo(BooleanNode.of(false));
            assertThat(tool.object("inputSchema").orElseThrow().get("additionalProperties"))
                    .as(tool.text("name").orElseThrow())
                    .isEqualTo(BooleanNode.of(false));
        }
    }

    static List<Row> examples() throws IOException {
        return rows().stream().filter(row -> row.example().isPresent()).toList();
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/oscal.md"))) {
            Matcher matcher = ROW.matcher(line);
            if (matcher.matches()) {
                rows.add(new Row(matcher.group(1), Optional.ofNullable(matcher.group(2))));
            }
        }
        return rows;
    }

    private static ObjectNode ask(String method, ObjectNode params) {
        Message.Request request = new Message.Request(TextNode.of("1"), method, params);
        return SERVER.answer(request, new Generation.Legacy(Generation.LATEST_LEGACY), new SilentCall())
                        instanceof Answer.Result(ObjectNode result)
                ? result
                : ObjectNode.EMPTY;
    }
}
