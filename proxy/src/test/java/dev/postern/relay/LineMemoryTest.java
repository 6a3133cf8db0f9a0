package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that come again: read once, and never one for another.
class LineMemoryTest {
    private static final List<String> NAMES = List.of("User-Agent", "Accept", "Server");

    private final LineMemory<Fields.Field> memory = new LineMemory<>();

    private Fields read(String... lines) throws MalformedMessage {
        String head = "GET /mcp HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
        RequestHead read = new Pieces(head).readSplitAt(head.length(), new RequestParser(memory)::read);
        assertThat(read).isNotNull();
        return read.fields();
    }

    private static Fields.@Nullable Field found(LineMemory<Fields.Field> memory, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return memory.find(bytes, 0, bytes.length);
    }

    @Test
    void aLineThatComesAgainIsTheSameField() throws Exception {
        Fields first = read("Accept: text/event-stream", "X-Other: 1");
        Fields second = read("X-Other: 2", "Accept: text/event-stream");

        assertThat(second.lines().get(2)).isSameAs(first.lines().get(1));
        assertThat(second.all(FieldName.of("x-other"))).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer abc",
                "AUTHORIZATION: Bearer abc",
                "Proxy-Authorization: Basic abc",
                "Cookie: session=abc",
                "Set-Cookie: session=abc",
                "DPoP: abc.def.ghi",
                "Mcp-Session-Id: abc",
                "Last-Event-ID: abc",
                "X-Api-Key: abc",
                "Authorization-Info: abc"
            })
    void keepsNothingThatMayStandForSomebody(String line) throws Exception {
        read(line);

        assertThat(found(memory, line)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"User-Agent: abc", "accept: text/event-stream", "Content-Length: 12"})
    void keepsTheUsualLines(String line) throws Exception {
        read(line);

        assertThat(found(memory, line)).isNotNull();
    }

    @Test
    void keepsNoLongLine() throws Exception {
        String line = "User-Agent: " + "a".repeat(200);
        read(line);

        assertThat(found(memory, line)).isNull();
    }

    /// Far more lines than places, of few lengths and alike at both ends, so that many fall on a taken place.
    @Test
    void neverTakesOneLineForAnother() throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                lines.add(NAMES.get(random.nextInt(3)) + ": aaaaaaaa" + random.nextInt(500) + "aaaaaaaa");
            }
            assertThat(read(lines.toArray(String[]::new)))
                    .extracting(field -> field.name() + ": " + field.value())
                    .endsWith(lines.toArray(String[]::new));
        }
    }
}
