package dev.postern.oscal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.testing.TestServers;
import dev.postern.oscal.testing.TestTool;
import dev.postern.oscal.tree.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpListenerTest {
    private static final CountDownLatch LEFT = new CountDownLatch(1);
    private static final String META =
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpListener listener;
    private static int port;

    @BeforeAll
    static void start() {
        listener = new HttpListener(
                TestServers.with(
                        new TestTool(
                                "echo",
                                List.of(Parameter.required("text", "Any.", new Kind.Text(1000))),
                                (arguments, _) -> ToolResult.of(arguments.requiredText("text"), ObjectNode.EMPTY)),
                        new TestTool("fail", List.of(), (_, _) -> {
                            throw new IllegalStateException("secret of the inside");
                        }),
                        new TestTool("count", List.of(), (_, call) -> {
                            call.progress(1, 2, "half");
                            call.progress(2, 2, "all");
                            return ToolResult.of("counted", ObjectNode.EMPTY);
                        }),
                        new TestTool("wait", List.of(), (_, call) -> {
                            while (!call.isCancelled()) {
                                Thread.onSpinWait();
                            }
                            LEFT.countDown();
                            return ToolResult.of("left", ObjectNode.EMPTY);
                        })),
                0);
        port = listener.start().getPort();
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,2025-11-25", "2025-06-18,2025-06-18", "2025-03-26,2025-03-26", "1999-01-01,2025-11-25"})
    void initializesWithTheVersionAskedForOrItsLatest(String asked, String agreed) throws Exception {
        HttpResponse<String> response =
                post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                        + asked + "\",\"capabilities\":{}}}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"protocolVersion\":\"" + agreed + "\"");
    }

    @Test
    void takesNotificationsWithoutAWord() throws Exception {
        HttpResponse<String> response = post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void answersBothGenerationsOnOnePath() throws Exception {
        HttpResponse<String> legacy = post(
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}}}",
                "MCP-Protocol-Version",
                "2025-11-25");
        HttpResponse<String> modern =
                modern("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"},", "echo");

        assertThat(legacy.body()).contains("\"id\":\"a\"", "\"text\":\"hi\"").doesNotContain("resultType");
        assertThat(modern.body()).contains("\"text\":\"hi\"", "\"resultType\":\"complete\"", "serverInfo");
    }

    @ParameterizedTest
    @CsvSource({
        "tools/list,echo,2026-07-28",
        "tools/call,other,2026-07-28",
        "tools/call,=?base64?b3RoZXI=?=,2026-07-28",
        "tools/call,=?base64?%%%?=,2026-07-28",
        "tools/call,echo,2025-11-25"
    })
    void refusesFieldsThatSayOtherThanTheBody(String method, String name, String version) throws Exception {
        HttpResponse<String> response = post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"},"
                        + META + "}}",
                "MCP-Protocol-Version",
                version,
                "Mcp-Method",
                method,
                "Mcp-Name",
                name);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("-32020");
    }

    @Test
    void decodesANameThatIsWrittenInBase64() throws Exception {
        assertThat(modern("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"},", "=?base64?ZWNobw==?=")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsWhichVersionsItSpeaks() throws Exception {
        HttpResponse<String> response =
                post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", "MCP-Protocol-Version", "1999-01-01");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("-32022", "2026-07-28", "2025-11-25");
    }

    @Test
    void answersAMethodThatThereIsNotByGeneration() throws Exception {
        assertThat(modern("ping", "", "").statusCode()).isEqualTo(404);
        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}").body())
                .contains("-32601");
    }

    @Test
    void keepsTheInsideToItself() throws Exception {
        HttpResponse<String> response = post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"fail\",\"arguments\":{}}}");

        assertThat(response.body()).contains("-32603").doesNotContain("secret", "IllegalState", "at dev.postern");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "[]",
                "\"text\"",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]"
            })
    void refusesWhatIsNoMessage(String body) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"error\"");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,,421",
        "127.0.0.1.evil.example,,421",
        "localhost@evil.example,,400",
        "localhost,https://evil.example,403",
        "localhost,null,403",
        "localhost,http://localhost:3000,200",
        "[::1],,200"
    })
    void answersThisMachineOnly(String host, String origin, int status) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        String request = "POST /mcp HTTP/1.1\r\nHost: " + host + "\r\n"
                + (origin == null ? "" : "Origin: " + origin + "\r\n")
                + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;

        assertThat(raw(request)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws IOException {
        assertThat(raw("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + (Bounds.ordinary().messageBytes() + 1) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @CsvSource({"GET,/mcp,405", "DELETE,/mcp,405", "POST,/other,404"})
    void hasOnePathAndOneMethod(String method, String path, int status) throws IOException {
        assertThat(raw(method + " " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void tellsProgressWhereItIsWanted() throws Exception {
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"count\"%s}}";

        assertThat(post(call.formatted(",\"_meta\":{\"progressToken\":\"t\"}")).body())
                .contains("event: message", "notifications/progress", "\"progressToken\":\"t\"", "\"progress\":2")
                .contains("counted");
        assertThat(post(call.formatted("")).body()).startsWith("{").contains("counted");
    }

    @Test
    void stopsWorkThatNobodyWaitsFor() throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"wait\"}}";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Accept: application/json, text/event-stream\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        assertThat(LEFT.await(50, TimeUnit.SECONDS)).isTrue();
    }

    private static HttpResponse<String> modern(String method, String params, String name) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + META + "}}";
        return name.isEmpty()
                ? post(body, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method)
                : post(body, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, "Mcp-Name", name);
    }

    private static HttpResponse<String> post(String body, String... fields) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
