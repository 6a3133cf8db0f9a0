package dev.postern.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one may not use is cut out of lists, and nothing else changes by a byte.
class ListCutterTest {
    record Cut(String before, String after) {
        static Cut of(String before, String after) {
            return new Cut("{\"id\":1,\"result\":" + before + "}", "{\"id\":1,\"result\":" + after + "}");
        }
    }

    static Stream<Cut> cuts() {
        return Stream.of(
                Cut.of("{\"tools\":[{\"name\":\"no\"}]}", "{\"tools\":[]}"),
                Cut.of("{\"tools\":[{\"name\":\"no\"},{\"name\":\"no2\"}]}", "{\"tools\":[]}"),
                Cut.of("{\"tools\":[{\"name\":\"no\"},{\"name\":\"a\"}]}", "{\"tools\":[{\"name\":\"a\"}]}"),
                Cut.of("{\"tools\":[{\"name\":\"a\"},{\"name\":\"no\"}]}", "{\"tools\":[{\"name\":\"a\"}]}"),
                Cut.of(
                        "{\"tools\":[{\"name\":\"a\"},{\"name\":\"no\"},{\"name\":\"b\"}]}",
                        "{\"tools\":[{\"name\":\"a\"},{\"name\":\"b\"}]}"),
                Cut.of(
                        "{ \"tools\" : [ {\"name\":\"no\"} , { \"x\":[1,{\"name\":\"no\"}], \"name\" : \"a\" } ] , \"nextCursor\" : \"c\", \"_meta\":{\"tools\":[{\"name\":\"no\"}]} }",
                        "{ \"tools\" : [  { \"x\":[1,{\"name\":\"no\"}], \"name\" : \"a\" } ] , \"nextCursor\" : \"c\", \"_meta\":{\"tools\":[{\"name\":\"no\"}]} }"),
                Cut.of("{\"tools\":[{\"n\\u0061me\":\"n\\u006f\"}]}", "{\"tools\":[]}"),
                Cut.of("{\"to\\u006fls\":[{\"name\":\"no\"}]}", "{\"to\\u006fls\":[]}"),
                Cut.of("{\"tools\":[{\"name\":\"a\",\"name\":\"no\"}]}", "{\"tools\":[]}"),
                Cut.of(
                        "{\"tools\":[{\"title\":\"a\"},{},1,null,\"a\",[\"name\",\"a\"],{\"name\":1}]}",
                        "{\"tools\":[]}"),
                Cut.of("{\"tools\":[1,{\"name\":\"a\"},true]}", "{\"tools\":[{\"name\":\"a\"}]}"),
                Cut.of("{\"prompts\":[{\"name\":\"no\"},{\"name\":\"a\"}]}", "{\"prompts\":[{\"name\":\"a\"}]}"),
                Cut.of(
                        "{\"resources\":[{\"name\":\"a\",\"uri\":\"no\"},{\"name\":\"no\",\"uri\":\"a\"}]}",
                        "{\"resources\":[{\"name\":\"no\",\"uri\":\"a\"}]}"),
                Cut.of(
                        "{\"resourceTemplates\":[{\"uriTemplate\":\"no\"},{\"uriTemplate\":\"a{x}\"}]}",
                        "{\"resourceTemplates\":[{\"uriTemplate\":\"a{x}\"}]}"),
                Cut.of(
                        "{\"cacheScope\":\"public\",\"tools\":[{\"name\":\"a\"}],\"ttlMs\":5}",
                        "{\"cacheScope\":\"private\",\"tools\":[{\"name\":\"a\"}],\"ttlMs\":5}"),
                Cut.of("{\"tools\":[],\"cacheScope\":\"publ\\u0069c\"}", "{\"tools\":[],\"cacheScope\":\"private\"}"),
                Cut.of("{\"tools\":[{\"name\":\"no\"}],\"tools\":[{\"name\":\"no\"}]}", "{\"tools\":[],\"tools\":[]}"),
                new Cut(
                        "[{\"result\":{\"tools\":[{\"name\":\"no\"}]}},{\"result\":{\"prompts\":[{\"name\":\"no\"}]}}]",
                        "[{\"result\":{\"tools\":[]}},{\"result\":{\"prompts\":[]}}]"));
    }

    static Stream<String> unchanged() {
        return Stream.of(
                "{\"result\":{\"tools\":[ {\"name\":\"a\"} ,\n {\"name\":\"b\"}\t] , \"x\" : \"]}\\\"\" }}\n",
                "{\"result\":{\"tools\":null,\"prompts\":{},\"cacheScope\":\"private\"}}",
                "{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"no\",\"name\":\"no\"}]}}",
                "{\"result\":{\"structuredContent\":{\"tools\":[{\"name\":\"no\"}]}}}",
                "{\"result\":{\"capabilities\":{\"tools\":{\"listChanged\":true},\"prompts\":{}}}}",
                "{\"method\":\"sampling/createMessage\",\"params\":{\"tools\":[{\"name\":\"no\"}]}}",
                "{\"method\":\"notifications/tools/list_changed\"}",
                "{\"error\":{\"code\":-1,\"message\":\"no\",\"data\":{\"tools\":[{\"name\":\"no\"}]}}}",
                "{\"tools\":[{\"name\":\"no\"}]}",
                "[]",
                "{}");
    }

    /// The same whatever pieces it comes in.
    private static String cut(String text, boolean whole) {
        String cut = cut(text, whole, 1);
        for (int size : new int[] {2, 3, 7, 4096}) {
            assertThat(cut(text, whole, size)).isEqualTo(cut);
        }
        return cut;
    }

    private static String cut(String text, boolean whole, int size) {
        ListCutter cutter = new ListCutter((_, name) -> !name.startsWith("no"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += size) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from));
            while (piece.hasRemaining()) {
                if (!cutter.takePlain(piece)) {
                    cutter.take(piece.get());
                }
            }
            cutter.drainTo(out);
        }
        assertThat(cutter.isHolding()).isFalse();
        assertThat(cutter.endText()).isEqualTo(whole);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void cutsWhatMayNotBeUsed(Cut cut) {
        assertThat(cut(cut.before, true)).isEqualTo(cut.after);
    }

    @ParameterizedTest
    @MethodSource("unchanged")
    void leavesEverythingElseAsItIs(String text) {
        assertThat(cut(text, true)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "\"a\"", "{", "[1,2", "{}}", "{}{}", "{} x", "{\"a"})
    void saysWhatIsNoWholeText(String text) {
        assertThat(cut(text, false)).isEqualTo(text);
    }

    @Test
    void holdsAnElementUntilItIsWhole() {
        ListCutter cutter = new ListCutter((_, _) -> true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte b : "{\"result\":{\"tools\":[{\"name\":\"a\"},{\"na".getBytes(StandardCharsets.UTF_8)) {
            cutter.take(b);
        }
        cutter.drainTo(out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"result\":{\"tools\":[{\"name\":\"a\"}");
        assertThat(cutter.isHolding()).isTrue();
    }
}
