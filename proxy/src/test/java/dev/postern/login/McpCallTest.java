package dev.postern.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.json.StrictJson;
import dev.postern.login.StandIn.Asked;
import dev.postern.login.StandIn.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpCallTest {
    private static final String RESULT = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"ok\":true}}";

    @TempDir
    Path temp;

    private final StandIn server = new StandIn();
    private Visitor visitor = new Visitor(Path.of("."));

    @BeforeEach
    void logIn() throws LoginException {
        visitor = new Visitor(temp);
        visitor.logIn(server);
        server.calls.clear();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private CallResult call(String method, String params) throws LoginException {
        return call(method, params, Visitor.PATIENCE);
    }

    private CallResult call(String method, String params, Duration longest) throws LoginException {
        try (McpClient client = visitor.client(server.endpoint())) {
            return client.call(method, params, Map.of("X-Tenant", "blue"), Visitor.simple(), longest);
        }
    }

    private static Page result() {
        return Page.json(200, RESULT);
    }

    private static Page events(String text) {
        return new Page(200, "text/event-stream", text, Map.of());
    }

    @Test
    void speaksAs2026HasIt() throws Exception {
        CallResult result = call("tools/call", "{\"name\":\"about\",\"_meta\":{\"mine\":1}}");

        assertThat(result.isResult()).isTrue();
        assertThat(result.json()).isEqualTo("{\n  \"tools\" : [ ]\n}");
        Asked asked = server.calls.getFirst();
        assertThat(server.calls).hasSize(1);
        assertThat(asked.header("Authorization")).startsWith("Bearer access-");
        assertThat(asked.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
        assertThat(asked.header("Mcp-Method")).isEqualTo("tools/call");
        assertThat(asked.header("Mcp-Name")).isEqualTo("about");
        assertThat(asked.header("Accept")).isEqualTo("application/json, text/event-stream");
        assertThat(asked.header("X-Tenant")).isEqualTo("blue");
        var meta = StrictJson.read(asked.body())
                .orElseThrow()
                .object("params")
                .orElseThrow()
                .object("_meta");
        assertThat(meta.orElseThrow().string("io.modelcontextprotocol/protocolVersion"))
                .contains("2026-07-28");
        assertThat(meta.orElseThrow().has("mine")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "us-west1, us-west1",
                "'Hello, 世界', =?base64?SGVsbG8sIOS4lueVjA==?=",
                "' padded ', =?base64?IHBhZGRlZCA=?=",
                "=?base64?literal?=, =?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="
            })
    void writesNamesIntoHeadersAsTheyCanBeCarried(String name, String header) {
        assertThat(McpRequest.encoded(name)).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void readsTheAnswerOutOfAStreamOfEvents(String end) throws Exception {
        server.mcp = _ -> events("""
                : hello

                event: message
                data: {"jsonrpc":"2.0","method":"notifications/progress","params":{}}

                data: {"jsonrpc":"2.0","id":"other","result":{}}

                id: 7
                data: {"jsonrpc":"2.0","id":1,
                data: "result":{"ok":true}}

                """.replace("\n", end));

        assertThat(call("tools/list", "{}").json()).isEqualTo("{\n  \"ok\" : true\n}");
        assertThat(visitor.told()).contains("notifications/progress");
    }

    @Test
    void saysThatAStreamEndedWithoutAnAnswer() {
        server.mcp = _ -> events("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");

        assertThatThrownBy(() -> call("tools/list", "{}")).hasMessageContaining("has no JSON-RPC response in it");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "400, '{\"jsonrpc\":\"2.0\",\"id\":\"server-error\",\"error\":{\"code\":-32600,\"message\":\"Missing session ID\"}}'",
                "400, 'Bad Request'",
                "404, ''",
                "405, ''",
                "400, '{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32022,\"message\":\"x\",\"data\":{\"supported\":[\"2025-11-25\"]}}}'"
            })
    void fallsBackToASessionWhereTheServerIsOfTheEarlierGeneration(int status, String body) throws Exception {
        server.mcp = asked -> legacy(asked, Page.json(status, body));

        assertThat(call("tools/list", "{}").json()).contains("\"ok\" : true");
        assertThat(server.requests.subList(server.requests.size() - 5, server.requests.size()))
                .containsExactly("POST /mcp", "POST /mcp", "POST /mcp", "POST /mcp", "DELETE /mcp");
        Asked last = server.calls.get(3);
        assertThat(last.header("Mcp-Session-Id")).isEqualTo("s1");
        assertThat(last.header("MCP-Protocol-Version")).isEqualTo("2025-06-18");
        assertThat(server.calls)
                .allSatisfy(asked -> assertThat(asked.header("Authorization")).startsWith("Bearer "));
    }

    private static Page legacy(Asked asked, Page first) {
        if (asked.body().contains("\"initialize\"")) {
            return Page.json(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-06-18\"}}")
                    .with("Mcp-Session-Id", "s1");
        }
        if (asked.body().contains("notifications/initialized")) {
            return new Page(202, "", "", Map.of());
        }
        return asked.header("Mcp-Session-Id").equals("s1") ? result() : first;
    }

    @ParameterizedTest
    @CsvSource({"400, -32020", "400, -32021", "404, -32601", "200, -32602"})
    void takesTheErrorOfAServerOfThisGenerationAsItIs(int status, int code) throws Exception {
        server.mcp = _ ->
                Page.json(status, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":" + code + ",\"message\":\"m\"}}");

        CallResult result = call("tools/list", "{}");

        assertThat(result.isResult()).isFalse();
        assertThat(result.isError()).isTrue();
        assertThat(result.json()).contains(Integer.toString(code));
        assertThat(server.calls).noneSatisfy(asked -> assertThat(asked.body()).contains("\"initialize\""));
    }

    @Test
    void countsAToolThatFailedAsAFailure() throws Exception {
        server.mcp = _ -> Page.json(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"isError\":true}}");

        CallResult result = call("tools/call", "{\"name\":\"x\"}");

        assertThat(result.isResult()).isTrue();
        assertThat(result.isError()).isTrue();
    }

    @Test
    void mirrorsTheArgumentsThatTheToolWantsInHeaders() throws Exception {
        String schema = "{\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},"
                + "\"deep\":{\"properties\":{\"n\":{\"x-mcp-header\":\"N\"}}},\"none\":{\"x-mcp-header\":\"None\"}}}";
        server.mcp = asked -> {
            if (asked.body().contains("tools/list")) {
                return Page.json(
                        200,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"sql\",\"inputSchema\":"
                                + schema + "}]}}");
            }
            boolean mirrored = asked.header("Mcp-Param-Region").equals("eu")
                    && asked.header("Mcp-Param-N").equals("42")
                    && asked.header("Mcp-Param-None").isEmpty();
            return mirrored
                    ? result()
                    : Page.json(400, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32020,\"message\":\"m\"}}");
        };

        CallResult result = call(
                "tools/call", "{\"name\":\"sql\",\"arguments\":{\"region\":\"eu\",\"deep\":{\"n\":42},\"none\":null}}");

        assertThat(result.isResult()).isTrue();
    }

    @Test
    void comesBackOnceWithANewTokenWhereTheOldOneIsRefused() throws Exception {
        server.forgetTokens();
        server.mcp = _ -> result();

        assertThat(call("tools/list", "{}").isResult()).isTrue();

        assertThat(server.calls).hasSize(2);
        assertThat(server.tokenRequests.getLast().form()).containsEntry("grant_type", "refresh_token");
    }

    @Test
    void givesUpWhereANewTokenIsRefusedToo() {
        server.page("/mcp", _ -> Page.json(401, "").with("WWW-Authenticate", "Bearer error=\"invalid_token\""));

        assertThatThrownBy(() -> call("tools/list", "{}")).hasMessageContaining("was issued just now");
        assertThat(server.countOf("POST /mcp")).isEqualTo(1 + 2);
    }

    @Test
    void logsInAgainForTheUnionOfScopesWhereMoreIsWanted() throws Exception {
        server.mcp = asked -> server.unlessGranted(asked, "mcp:write", result());

        assertThat(call("tools/call", "{\"name\":\"x\"}").isResult()).isTrue();

        assertThat(server.authorizations.getLast()).containsEntry("scope", "mcp:read mcp:write");
        assertThat(server.calls).hasSize(2);
        assertThat(visitor.told()).contains("This needs more than you granted so far: mcp:write");
    }

    @Test
    void asksNoSecondTimeForAScopeThatWasNotGranted() {
        server.mcp = _ -> Page.json(403, "{}")
                .with(
                        "WWW-Authenticate",
                        "Bearer error=\"insufficient_scope\", scope=\"mcp:never\", resource_metadata=\""
                                + server.origin() + StandIn.RESOURCE_PLACE + "\"");

        assertThatThrownBy(() -> call("tools/list", "{}"))
                .hasMessageContaining("wants more than was granted: mcp:never");
        assertThat(server.authorizations).hasSize(2);
    }

    @Test
    void stopsWhereEachAnswerAsksForYetAnotherScope() {
        server.mcp = asked -> Page.json(403, "{}")
                .with(
                        "WWW-Authenticate",
                        "Bearer error=\"insufficient_scope\", scope=\"s" + server.calls.size()
                                + "\", resource_metadata=\"" + server.origin() + StandIn.RESOURCE_PLACE + "\"");

        assertThatThrownBy(() -> call("tools/list", "{}")).hasMessageContaining("wants more than was granted");
        assertThat(server.authorizations).hasSize(3);
    }

    @Test
    void showsNoOtherServerTheToken() throws Exception {
        try (StandIn other = new StandIn()) {
            server.mcp = _ -> Page.json(307, "").with("Location", other.url());

            assertThatThrownBy(() -> call("tools/list", "{}")).hasMessageContaining("redirect to " + other.url());
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void waitsOnlySoLongForAnAnswer() {
        server.mcp = _ -> {
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return result();
        };

        assertThatThrownBy(() -> call("tools/list", "{}", Duration.ofSeconds(1)))
                .hasMessageContaining("no answer within 1 s");
    }

    @Test
    void saysWhenToComeBackWhereTheServerIsBusy() {
        server.mcp =
                _ -> Page.json(503, "{\"error\":\"temporarily_unavailable\"}").with("Retry-After", "5");

        assertThatThrownBy(() -> call("tools/list", "{}"))
                .hasMessageContaining("answered 503 (to be tried again after 5)");
    }

    @Test
    void refusesParametersThatAreNoObject() {
        assertThatThrownBy(() -> call("tools/list", "[1]")).hasMessageContaining("The parameters are a JSON object");
    }

    @Test
    void printsNothingThatATerminalObeys() throws Exception {
        server.mcp = _ -> Page.json(
                200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"t\":\"\\u001b[2J\\u009b2J\u202e\",\"n\":1.50}}");

        assertThat(call("tools/list", "{}").json()).contains("\\u001B[2J\\u009b2J\\u202e", "1.50");
    }

    @Test
    void callsWithoutALoginWhereEverybodyIsLetIn() throws Exception {
        visitor.store().forget(server.endpoint());
        server.page("/mcp", _ -> result());

        assertThat(call("tools/list", "{}").isResult()).isTrue();
    }
}
