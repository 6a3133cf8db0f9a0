package dev.postern.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of a body is what every server reads of it; anything else is refused.
class MessageReaderTest {
    private static final String CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"save","arguments":{"path":"/srv/a"}}}""";

    private final MessageReader reader = new MessageReader();

    record Unreadable(String text, MessageFault fault) {}

    private static String call(String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}";
    }

    static Stream<Unreadable> unreadable() {
        return Stream.of(
                new Unreadable("", MessageFault.EMPTY),
                new Unreadable(" ", MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("}}}", "}}"), MessageFault.NOT_JSON),
                new Unreadable(CALL + "x", MessageFault.NOT_JSON),
                new Unreadable(CALL + CALL, MessageFault.NOT_JSON),
                new Unreadable(CALL + "\n" + CALL, MessageFault.NOT_JSON),
                new Unreadable(CALL + "\u0000", MessageFault.NOT_JSON),
                new Unreadable("callback(" + CALL + ")", MessageFault.NOT_JSON),
                new Unreadable(")]}',\n" + CALL, MessageFault.NOT_JSON),
                new Unreadable("/**/" + CALL, MessageFault.NOT_JSON),
                new Unreadable(CALL.replace('"', '\''), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("1,", "01,"), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("1,", "NaN,"), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("\"save\"", "\"save\","), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("save", "sa\tve"), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("save", "sa\\ud800ve"), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("save", "sa\\qve"), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("\"id\":1", "\"id\":1,\"id\":2"), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("\"id\":1", "\"method\":\"ping\""), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("\"id\":1", "\"params\":{}"), MessageFault.NOT_JSON),
                new Unreadable(CALL.replace("\"id\":1", "\"meth\\u006fd\":\"ping\""), MessageFault.NOT_JSON),
                new Unreadable(call("{\"name\":\"load\",\"name\":\"save\"}"), MessageFault.NOT_JSON),
                new Unreadable(call("{\"name\":\"load\",\"n\\u0061me\":\"save\"}"), MessageFault.NOT_JSON),
                new Unreadable(
                        call("{\"name\":\"load\",\"arguments\":{\"a\":{\"b\":1,\"b\":2}}}"), MessageFault.NOT_JSON),
                new Unreadable(call("{\"name\":\"a\",\"arguments\":{\"n\":1e999999999}}"), MessageFault.NOT_JSON),
                new Unreadable(
                        call("{\"name\":\"a\",\"arguments\":{\"n\":" + "9".repeat(500) + "}}"), MessageFault.NOT_JSON),
                new Unreadable("[".repeat(100) + "]".repeat(100), MessageFault.NOT_JSON),
                new Unreadable(
                        call("{\"name\":\"a\",\"arguments\":{\"n\":" + "[".repeat(70) + "]".repeat(70) + "}}"),
                        MessageFault.NOT_JSON),
                new Unreadable("true", MessageFault.NO_MESSAGE),
                new Unreadable("{}", MessageFault.NO_MESSAGE),
                new Unreadable(CALL.replace("2.0", "1.0"), MessageFault.NO_MESSAGE),
                new Unreadable(CALL.replace("\"2.0\"", "2.0"), MessageFault.NO_MESSAGE),
                new Unreadable(CALL.replace("\"id\":1", "\"id\":null"), MessageFault.NO_MESSAGE),
                new Unreadable(CALL.replace("\"id\":1", "\"id\":1.5"), MessageFault.NO_MESSAGE),
                new Unreadable(CALL.replace("\"id\":1", "\"id\":{}"), MessageFault.NO_MESSAGE),
                new Unreadable(CALL.replace("\"id\":1", "\"id\":1,\"result\":{}"), MessageFault.NO_MESSAGE),
                new Unreadable(CALL.replace("\"tools/call\"", "[\"tools/call\"]"), MessageFault.NO_MESSAGE),
                new Unreadable("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":{}}", MessageFault.NO_MESSAGE),
                new Unreadable(call("[\"save\"]"), MessageFault.NO_MESSAGE),
                new Unreadable(call("null"), MessageFault.NO_MESSAGE),
                new Unreadable(call("{\"name\":\"save\",\"_meta\":1}"), MessageFault.NO_MESSAGE),
                new Unreadable(call("{\"name\":\"save\",\"arguments\":[]}"), MessageFault.NO_MESSAGE),
                new Unreadable("[]", MessageFault.BATCH),
                new Unreadable("[" + (CALL + ",").repeat(100) + CALL + "]", MessageFault.BATCH),
                new Unreadable("[[" + CALL + "]]", MessageFault.NO_MESSAGE),
                new Unreadable("[" + CALL + ",1]", MessageFault.NO_MESSAGE),
                new Unreadable(CALL.replace("method", "Method"), MessageFault.CASE),
                new Unreadable(CALL.replace("params", "PARAMS"), MessageFault.CASE),
                new Unreadable(CALL.replace("params", "param\u017f"), MessageFault.CASE),
                new Unreadable(CALL.replace("jsonrpc", "JsonRpc"), MessageFault.CASE),
                new Unreadable(CALL.replace("\"id\":1", "\"id\":1,\"Method\":\"ping\""), MessageFault.CASE),
                new Unreadable(call("{\"Name\":\"save\"}"), MessageFault.CASE),
                new Unreadable(call("{\"name\":\"load\",\"NAME\":\"save\"}"), MessageFault.CASE),
                new Unreadable(call("{\"name\":\"a\",\"Arguments\":{}}"), MessageFault.CASE),
                new Unreadable(
                        call("{\"name\":\"a\",\"_meta\":{\"IO.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}"),
                        MessageFault.CASE),
                new Unreadable(
                        call("{\"name\":\"a\",\"arguments\":{\"path\":\"/srv\",\"Path\":\"/etc\"}}"),
                        MessageFault.CASE),
                new Unreadable(call("{}"), MessageFault.NAME),
                new Unreadable(call("{\"name\":\"\"}"), MessageFault.NAME),
                new Unreadable(call("{\"name\":[\"save\"]}"), MessageFault.NAME),
                new Unreadable(call("{\"name\":\"save\\u0000\"}"), MessageFault.NAME),
                new Unreadable(call("{\"name\":\"save\\n\"}"), MessageFault.NAME),
                new Unreadable(CALL.replace("tools/call", "tools/call\\u0000"), MessageFault.NAME),
                new Unreadable(CALL.replace("tools/call", "a".repeat(201)), MessageFault.NAME),
                new Unreadable(CALL.replace("tools/call", "resources/read"), MessageFault.NAME),
                new Unreadable(CALL.replace("tools/call", "completion/complete"), MessageFault.NAME));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesWhatCouldBeReadInTwoWays(Unreadable unreadable) {
        assertThat(reader.read(unreadable.text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new MessageReader.Reading.Unreadable(unreadable.fault));
    }

    static Stream<byte[]> otherEncodings() {
        return Stream.of(
                CALL.getBytes(StandardCharsets.UTF_16),
                CALL.getBytes(StandardCharsets.UTF_16BE),
                CALL.getBytes(StandardCharsets.UTF_16LE),
                CALL.getBytes(Charset.forName("UTF-32")),
                CALL.getBytes(Charset.forName("UTF-32LE")),
                ("\ufeff" + CALL).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("otherEncodings")
    void refusesOtherEncodingsAndMarks(byte[] body) {
        assertThat(reader.read(body)).isEqualTo(new MessageReader.Reading.Unreadable(MessageFault.ENCODING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f8\u0088\u0080\u0080\u0080"})
    void refusesBytesThatAreNoUtf8(String bytes) {
        assertThat(reader.read(CALL.replace("save", bytes).getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new MessageReader.Reading.Unreadable(MessageFault.NOT_JSON));
    }

    private List<McpMessage> read(String body) {
        return ((MessageReader.Reading.Messages) reader.read(body.getBytes(StandardCharsets.UTF_8))).messages();
    }

    private McpMessage.Call only(String method, String params) {
        return (McpMessage.Call)
                read("{\"jsonrpc\":\"2.0\",\"id\":\"a\\\"b\",\"method\":\"" + method + "\",\"params\":" + params + "}")
                        .getFirst();
    }

    record Named(String method, String params, McpMessage.Kind kind, String name) {}

    static Stream<Named> named() {
        return Stream.of(
                new Named("tools/call", "{\"name\":\"save\",\"arguments\":null}", McpMessage.Kind.TOOL, "save"),
                new Named("tools/call", "{\"name\":\"s\\u0061ve\"}", McpMessage.Kind.TOOL, "save"),
                new Named("tools/call", "{\"name\":\"s\u00e4ve\"}", McpMessage.Kind.TOOL, "s\u00e4ve"),
                new Named("tools/call", "{\"name\":\"sa\u0308ve\"}", McpMessage.Kind.TOOL, "sa\u0308ve"),
                new Named("prompts/get", "{\"name\":\"p\"}", McpMessage.Kind.PROMPT, "p"),
                new Named("resources/read", "{\"uri\":\"file:///a\"}", McpMessage.Kind.RESOURCE, "file:///a"),
                new Named("resources/subscribe", "{\"uri\":\"file:///a\"}", McpMessage.Kind.RESOURCE, "file:///a"),
                new Named("resources/unsubscribe", "{\"uri\":\"file:///a\"}", McpMessage.Kind.RESOURCE, "file:///a"),
                new Named(
                        "completion/complete",
                        "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"},\"argument\":{\"name\":\"n\"}}",
                        McpMessage.Kind.PROMPT,
                        "p"),
                new Named(
                        "completion/complete",
                        "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"db://{t}\"}}",
                        McpMessage.Kind.RESOURCE_TEMPLATE,
                        "db://{t}"),
                new Named("tools/list", "{\"name\":\"save\"}", McpMessage.Kind.NONE, ""),
                new Named("Tools/Call", "{}", McpMessage.Kind.NONE, ""));
    }

    @ParameterizedTest
    @MethodSource("named")
    void readsWhatACallIsAbout(Named named) {
        McpMessage.Call call = only(named.method, named.params);

        assertThat(call.target()).isEqualTo(new McpMessage.Target(named.kind, named.name));
        assertThat(call.method()).isEqualTo(named.method);
        assertThat(call.id()).isEqualTo("\"a\\\"b\"");
    }

    @Test
    void judgesEachResourceOfASubscription() {
        assertThat(read(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":"
                                + "{\"resourceSubscriptions\":[\"file:///a\",\"file:///b\"]}}}"))
                .extracting(message -> ((McpMessage.Call) message).target().name())
                .containsExactly("", "file:///a", "file:///b");
    }

    @Test
    void readsEachElementOfABatch() {
        String reply = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}";
        String notification =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}";

        List<McpMessage> messages = read("[" + CALL + "," + reply + "," + notification + "]");

        assertThat(messages).hasSize(3);
        assertThat(messages.get(1)).isEqualTo(new McpMessage.Reply("7"));
        assertThat(((McpMessage.Call) messages.get(2)).id()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e308",
                "-0.0000001",
                "12345678901234567890123456789012345678901234567890",
                "\"\\ud83d\\ude00\"",
                "{\"http_proxy\":{\"http_proxy\":1,\"HTTP_PROXY\":2}}",
                "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]"
            })
    void takesAnyArgumentThatToolsMayHave(String argument) {
        assertThat(read(call("{\"name\":\"a\",\"arguments\":{\"x\":" + argument + "}}")))
                .hasSize(1);
    }
}
