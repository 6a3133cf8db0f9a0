package dev.postern.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whatever comes: what our reader accepts, a lenient one reads the same; what is cut is what a whole reader would cut.
class MessageFuzzTest {
    private static final Map<String, String> LISTS =
            Map.of("tools", "name", "prompts", "name", "resources", "uri", "resourceTemplates", "uriTemplate");

    private static final Pattern HALF_A_CHARACTER = Pattern.compile("(?i)\\\\ud[89a-f]");

    private final ObjectMapper lenient = new ObjectMapper();
    private final MessageReader reader = new MessageReader();

    @FuzzTest(maxDuration = "10m")
    void message(byte[] body) throws IOException {
        if (!(reader.read(body) instanceof MessageReader.Reading.Messages(var messages, boolean batch))) {
            return;
        }
        JsonNode tree = lenient.readTree(body);

        assertThat(batch).isEqualTo(tree.isArray());
        assertThat(messages).isNotEmpty();
        if (messages.getFirst() instanceof McpMessage.Call call) {
            JsonNode first = batch ? tree.get(0) : tree;
            assertThat(call.method()).isEqualTo(first.get("method").textValue());
            if (call.target().kind() == McpMessage.Kind.TOOL) {
                assertThat(call.target().name())
                        .isEqualTo(first.get("params").get("name").textValue());
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void list(byte[] body) throws IOException {
        JsonNode before = tree(body);
        ListCutter cutter = new ListCutter((_, name) -> name.length() % 2 == 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.wrap(body);
        while (piece.hasRemaining()) {
            if (!cutter.takePlain(piece)) {
                cutter.take(piece.get());
            }
        }
        cutter.drainTo(out);
        boolean whole = !cutter.isHolding() && cutter.endText();
        if (before == null || !before.isContainerNode()) {
            return;
        }

        assertThat(whole).isTrue();
        assertThat(tree(out.toByteArray())).isEqualTo(cut(before));
    }

    /// What the bytes are to a reader that minds only the grammar and members that come twice; null where they are
    /// none.
    private @Nullable JsonNode tree(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (HALF_A_CHARACTER.matcher(text).find() || text.startsWith("\ufeff")) {
                return null; // which we let nobody have
            }
            return lenient.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .readTree(text);
        } catch (IOException _) {
            return null;
        }
    }

    private static JsonNode cut(JsonNode tree) {
        if (tree.isArray()) {
            tree.forEach(MessageFuzzTest::cutMessage);
        } else {
            cutMessage(tree);
        }
        return tree;
    }

    private static void cutMessage(JsonNode message) {
        JsonNode result = message.path("result");
        if (!result.isObject()) {
            return;
        }
        LISTS.forEach((list, member) -> {
            if (result.get(list) instanceof ArrayNode elements) {
                for (int i = elements.size() - 1; i >= 0; i--) {
                    JsonNode name = elements.get(i).path(member);
                    if (!name.isTextual() || name.textValue().length() % 2 != 0) {
                        elements.remove(i);
                    }
                }
            }
        });
        if (result.path("cacheScope").asText().equals("public")
                && result.path("cacheScope").isTextual()) {
            ((ObjectNode) result).put("cacheScope", "private");
        }
    }
}
