package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.Policies;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A caller that may not save tries to have a call of `save` pass as something else. Nothing of it reaches the
/// upstream.
class BypassTest extends GateOnSockets {
    private static final String SAVE = "{\"name\":\"save\"}";
    private static final String MODERN = "2026-07-28";

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        return Policies.gate(behind, false);
    }

    private static String call(String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}";
    }

    private Response send(String fields, byte[] body) throws IOException {
        return sendAs("Content-Type: application/json\r\n" + fields, body);
    }

    private Response sendAs(String fields, byte[] body) throws IOException {
        try (RawClient client = gate.connect()) {
            return client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + fields + "Content-Length: "
                            + body.length + "\r\n\r\n")
                    .send(body)
                    .response();
        }
    }

    private Response send(String body) throws IOException {
        return send("", body.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(Response response, int status) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void forbidsTheCallItself() throws Exception {
        refused(send(call(SAVE)), 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"method\":\"tools/call\",\"params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"load\"},\"params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"load\",\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"load\",\"nam\\u0065\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"load\",\"arguments\":{\"a\":1,\"a\":2}}}"
            })
    void refusesMembersThatComeTwice(String body) throws Exception {
        refused(send(body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"Method\":\"tools/call\",\"params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"METHOD\":\"tools/call\",\"params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"Params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"load\",\"Name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"param\u017f\":{\"name\":\"save\"}}"
            })
    void refusesMembersThatDifferByCase(String body) throws Exception {
        refused(send(body), 400);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 50})
    void judgesEachElementOfABatch(int before) throws Exception {
        String harmless = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"},";

        refused(send("[" + harmless.repeat(before) + call(SAVE) + "]"), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[[]]", "[1]", "[null]"})
    void refusesBatchesOfNoMessages(String body) throws Exception {
        refused(send(body), 400);
    }

    @Test
    void refusesABatchBeyondItsBound() throws Exception {
        refused(send("[" + (call("{\"name\":\"load\"}") + ",").repeat(100) + call(SAVE) + "]"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "UTF-7"})
    void refusesOtherEncodings(String charset) throws Exception {
        byte[] body = charset.equals("UTF-7")
                ? "+AHs-\"jsonrpc\":\"2.0\"+AH0-".getBytes(StandardCharsets.US_ASCII)
                : call(SAVE).getBytes(Charset.forName(charset));

        refused(send("", body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "iso-8859-1", "utf-7", "\"utf-16\""})
    void refusesOtherCharsets(String charset) throws Exception {
        refused(
                sendAs(
                        "Content-Type: application/json; charset=" + charset + "\r\n",
                        call(SAVE).getBytes(StandardCharsets.UTF_8)),
                415);
    }

    @Test
    void refusesAByteOrderMark() throws Exception {
        refused(send("\ufeff" + call(SAVE)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c1\u00b3ave", "\u00ed\u00a0\u0080"})
    void refusesBytesThatAreNoUtf8(String bytes) throws Exception {
        refused(send("", call("{\"name\":\"" + bytes + "\"}").getBytes(StandardCharsets.ISO_8859_1)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0073ave", "s\\u0061v\\u0065", "\\u0073\\u0061\\u0076\\u0065"})
    void readsEscapesInNames(String name) throws Exception {
        refused(send(call("{\"name\":\"" + name + "\"}")), 403);
        refused(send("{\"jsonrpc\":\"2.0\",\"id\":1,\"meth\\u006fd\":\"tools\\/call\",\"params\":" + SAVE + "}"), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"save\\u0000", "\\u0000save", "load\\u0000save", "save\\n", "save\\u007f", "save\\u0085"})
    void refusesControlsInNames(String name) throws Exception {
        refused(send(call("{\"name\":\"" + name + "\"}")), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sa\\ud800ve", "\\udc00save", "save\\ud83d"})
    void refusesHalfACharacter(String name) throws Exception {
        refused(send(call("{\"name\":\"" + name + "\"}")), 400);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1000, 200_000})
    void refusesDeepNesting(int depth) throws Exception {
        String deep = "[".repeat(depth) + "]".repeat(depth);

        refused(send(call("{\"arguments\":{\"a\":" + deep + "},\"name\":\"save\"}")), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400000000", "-1E+99999999999", "NaN", "Infinity", "0x10", "01", "1.", "+1"})
    void refusesAbsurdNumbers(String number) throws Exception {
        refused(send(call("{\"arguments\":{\"a\":" + number + "},\"name\":\"load\"}")), 400);
    }

    @Test
    void refusesAnEndlessNumber() throws Exception {
        refused(send(call("{\"arguments\":{\"a\":" + "1".repeat(100_000) + "},\"name\":\"load\"}")), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s%s", "%s\n%s", "%s,%s", "%sx", "callback(%s)", "%s\u0000", ")]}'\n%s", "//\n%s"})
    void refusesAnythingAroundTheOneValue(String pattern) throws Exception {
        String harmless = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}";

        refused(send(pattern.formatted(harmless, call(SAVE))), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"tools/call\",\"params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":[\"save\"]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":[\"save\"]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"method\":\"tools/call\",\"params\":{\"name\":\"save\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":[\"tools/call\"],\"params\":{\"name\":\"save\"}}"
            })
    void refusesWhatIsNoMessage(String body) throws Exception {
        refused(send(body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/jsonp\r\n",
                "Content-Type: application/x-ndjson\r\n",
                "Content-Type: application/json-seq\r\n",
                "Content-Type: multipart/form-data; boundary=a\r\n",
                "Content-Type: application/json, text/plain\r\n",
                "Content-Type: application/json\r\nContent-Type: text/plain\r\n",
                "Content-Type: application/json; boundary=a\r\n"
            })
    void refusesOtherTypes(String fields) throws Exception {
        byte[] body = call(SAVE).getBytes(StandardCharsets.UTF_8);

        Response response = sendAs(fields, body);

        assertThat(response.status()).isIn(400, 415);
        assertThat(upstream.waitingCalls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "identity", "x-unknown"})
    void refusesCodedBodies(String coding) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(call(SAVE).getBytes(StandardCharsets.UTF_8));
        }

        refused(send("Content-Encoding: " + coding + "\r\n", bytes.toByteArray()), 415);
    }

    private static String modern(String params) {
        return call("{" + params + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + MODERN + "\"}}");
    }

    private static String mirror(String version, String method, String name) {
        return "MCP-Protocol-Version: " + version + "\r\nMcp-Method: " + method + "\r\nMcp-Name: " + name + "\r\n";
    }

    static Stream<String> disagreements() {
        String coded = "=?base64?" + Base64.getEncoder().encodeToString("load".getBytes(StandardCharsets.UTF_8)) + "?=";
        return Stream.of(
                mirror(MODERN, "tools/call", "load"),
                mirror(MODERN, "tools/call", coded),
                mirror(MODERN, "tools/call", "=?base64?not base64?="),
                mirror(MODERN, "tools/list", "save"),
                mirror("2027-01-01", "tools/call", "save"),
                mirror("2025-11-25", "tools/call", "save"),
                mirror("", "tools/call", "save"),
                "Mcp-Method: tools/call\r\nMcp-Name: save\r\n",
                "MCP-Protocol-Version: " + MODERN + "\r\n",
                "MCP-Protocol-Version: " + MODERN + "\r\nMcp-Method: tools/call\r\n",
                "MCP-Protocol-Version: " + MODERN + "\r\nMcp-Name: save\r\n",
                mirror(MODERN, "tools/call", "save") + "Mcp-Name: load\r\n",
                mirror(MODERN, "tools/call", "save") + "mcp-method: tools/list\r\n",
                mirror(MODERN, "tools/call", "save") + "MCP-PROTOCOL-VERSION: 2025-11-25\r\n");
    }

    @ParameterizedTest
    @MethodSource("disagreements")
    void refusesHeadersThatSayAnythingElse(String fields) throws Exception {
        refused(send(fields, modern("\"name\":\"save\"").getBytes(StandardCharsets.UTF_8)), 400);
    }

    @Test
    void refusesAHeaderOnlyCallOfWhatIsAllowed() throws Exception {
        Response response = send(
                mirror(MODERN, "tools/call", "load"),
                modern("\"name\":\"save\"").getBytes(StandardCharsets.UTF_8));

        assertThat(response.body()).contains("\"code\":-32020", "\"id\":1").doesNotContain("save", "load");
        refused(response, 400);
    }

    @Test
    void takesNoHeadersWordForTheCall() throws Exception {
        refused(
                send(
                        mirror(MODERN, "tools/call", "save"),
                        modern("\"name\":\"save\"").getBytes(StandardCharsets.UTF_8)),
                403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override: GET",
                "X-Method-Override: GET",
                "X-HTTP-Method: GET",
            })
    void judgesWhateverAFieldSaysOfTheMethod(String field) throws Exception {
        refused(send(field + "\r\n", call(SAVE).getBytes(StandardCharsets.UTF_8)), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void refusesBodiesWhereNoneIsJudged(String method) throws Exception {
        String body = call(SAVE);
        try (RawClient client = gate.connect()) {
            refused(
                    client.send(method + " /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                    + body)
                            .response(),
                    400);
        }
    }

    @Test
    void judgesABodyInChunksOfOneByte() throws Exception {
        StringBuilder chunks = new StringBuilder();
        for (char c : call(SAVE).toCharArray()) {
            chunks.append("1\r\n").append(c).append("\r\n");
        }
        try (RawClient client = gate.connect()) {
            refused(
                    client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
                                    + "0\r\n\r\n")
                            .response(),
                    403);
        }
    }

    @Test
    void judgesEachRequestOfAPipeline() throws Exception {
        String harmless = call("{\"name\":\"load\"}");
        String head = "POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s";
        try (RawClient client = gate.connect()) {
            client.send(head.formatted(harmless.length(), harmless)
                    + head.formatted(call(SAVE).length(), call(SAVE))
                    + head.formatted(harmless.length(), harmless));

            assertThat(client.response().status()).isEqualTo(200);
            assertThat(client.response().status()).isEqualTo(403);
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(upstream.nextCall().body()).isEqualTo(harmless);
        assertThat(upstream.nextCall().body()).isEqualTo(harmless);
        assertThat(upstream.waitingCalls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resources/read", "resources/subscribe", "resources/unsubscribe"})
    void judgesEachUseOfAResource(String method) throws Exception {
        refused(
                send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                        + "\",\"params\":{\"uri\":\"file:///etc/passwd\"}}"),
                403);
    }

    @Test
    void judgesCompletionsAndSubscriptions() throws Exception {
        refused(
                send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"completion/complete\",\"params\":{\"ref\":"
                        + "{\"type\":\"ref/prompt\",\"name\":\"save\"}}}"),
                403);
        refused(
                send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":"
                        + "{\"resourceSubscriptions\":[\"db://a\",\"file:///etc/passwd\"]}}}"),
                403);
    }

    @Test
    void judgesANotificationLikeARequest() throws Exception {
        refused(send(call(SAVE).replace("\"id\":1,", "")), 403);
    }

    @Test
    void refusesABodyThatIsSaidToBeTooLarge() throws Exception {
        try (RawClient client = gate.connect()) {
            refused(
                    client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                                    + "Content-Type: application/json\r\nContent-Length: 1048577\r\n\r\n")
                            .response(),
                    413);
        }
    }

    @Test
    void refusesABodyThatTurnsOutToBeTooLarge() throws Exception {
        String chunk =
                Integer.toHexString(64 * 1024).toUpperCase(Locale.ROOT) + "\r\n" + " ".repeat(64 * 1024) + "\r\n";
        try (RawClient client = gate.connect()) {
            refused(
                    client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .send(chunk.repeat(17))
                            .response(),
                    413);
        }
    }

    @Test
    void refusesABodyThatIsCutShort() throws Exception {
        try (RawClient client = gate.connect()) {
            refused(
                    client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"
                                    + call("{\"name\":\"load\"}"))
                            .endOutput()
                            .response(),
                    400);
        }
    }
}
