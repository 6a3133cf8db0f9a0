package dev.postern.oscal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.testing.TestServers;
import dev.postern.oscal.testing.TestTool;
import dev.postern.oscal.tree.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StdioTest {
    private static final TestTool UNTIL_CANCELLED = new TestTool("wait", List.of(), (_, call) -> {
        while (!call.isCancelled()) {
            Thread.onSpinWait();
        }
        return ToolResult.of("never said", ObjectNode.EMPTY);
    });

    @Test
    void answersEachLineWithOne() throws IOException {
        List<String> answers = run("""
                {"jsonrpc":"2.0","id":1,"method":"ping"}

                {"jsonrpc":"2.0","method":"notifications/initialized"}
                {"jsonrpc":"2.0","id":2,"method":"tools/list"}
                nonsense
                """);

        assertThat(answers).hasSize(3);
        assertThat(String.join("\n", answers)).contains("\"id\":1,\"result\":{}", "\"name\":\"wait\"", "-32700");
    }

    @Test
    void saysNothingMoreOfACancelledRequest() throws IOException {
        assertThat(run("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait"}}
                {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}
                """)).isEmpty();
    }

    @Test
    void speaksTheNewGenerationWithoutAHandshake() throws IOException {
        assertThat(run("""
                {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
                """).getFirst()).contains("\"supportedVersions\":[\"2026-07-28\"");
    }

    private static List<String> run(String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Stdio(
                        TestServers.with(UNTIL_CANCELLED),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        out)
                .run();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
