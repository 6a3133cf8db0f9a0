package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages as they go out: a head of our own and framing made anew.
class MessageWriterTest {
    private final RecordingSink sink = new RecordingSink();
    private final Outbox out = new Outbox(sink.channel(), () -> {});
    private final MessageWriter writer = new MessageWriter();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String sent() {
        writer.sendTo(out);
        return sink.takeText();
    }

    @Test
    void writesAHeadWithItsFraming() {
        writer.line("POST /mcp HTTP/1.1")
                .field("Host", "a")
                .fields(Fields.NONE.with("X-A", "\u00e9").with("X-A", ""))
                .framing(new Framing.Length(5))
                .endOfHead();

        assertThat(sent())
                .isEqualTo("POST /mcp HTTP/1.1\r\nHost: a\r\nX-A: \u00e9\r\nX-A: \r\nContent-Length: 5\r\n\r\n");
    }

    @Test
    void tellsEachFramingByOneFieldOrNone() {
        writer.framing(new Framing.None());
        assertThat(sent()).isEmpty();
        writer.framing(new Framing.Length(0));
        assertThat(sent()).isEqualTo("Content-Length: 0\r\n");
        writer.framing(new Framing.Chunked());
        assertThat(sent()).isEqualTo("Transfer-Encoding: chunked\r\n");
        writer.framing(new Framing.UntilClose());
        assertThat(sent()).isEqualTo("Transfer-Encoding: chunked\r\n");
    }

    @Test
    void putsAPieceBehindItsHeadInOneWrite() {
        writer.line("HTTP/1.1 200 OK").endOfHead();
        writer.beginPiece(true).put(bytes("hello"));

        assertThat(writer.endPiece(true, false)).isEqualTo(5);
        assertThat(sent()).isEqualTo("HTTP/1.1 200 OK\r\n\r\n0005\r\nhello\r\n");
    }

    @Test
    void neverWritesAnEmptyChunkButTheLast() {
        writer.beginPiece(true);
        assertThat(writer.endPiece(true, false)).isZero();
        assertThat(sent()).isEmpty();

        writer.beginPiece(true);
        assertThat(writer.endPiece(true, true)).isZero();
        assertThat(sent()).isEqualTo("0\r\n\r\n");
    }

    @Test
    void writesAPlainPieceAsItIs() {
        writer.beginPiece(false).put(bytes("hello"));

        assertThat(writer.endPiece(false, true)).isEqualTo(5);
        assertThat(sent()).isEqualTo("hello");
    }

    @Test
    void forgetsWhatIsDiscarded() {
        writer.line("HTTP/1.1 200 OK");
        writer.beginPiece(true).put(bytes("hello"));
        writer.discard();

        assertThat(sent()).isEmpty();
    }

    @Test
    void beginsAHeadWithoutTheRestOfAMessageThatFailed() {
        writer.line("GET /of-another HTTP/1.1");
        writer.beginPiece(true).put(bytes("half"));

        writer.line("HTTP/1.1 200 OK").endOfHead();

        assertThat(sent()).isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 255, 4096, 32 * 1024})
    void whatItWritesInChunksIsReadBackAsItWas(int size) throws MalformedMessage {
        String body = "\r\n0123456789abcdef".repeat(2000).substring(0, size);
        ByteBuffer piece = writer.beginPiece(true);
        assertThat(piece.remaining()).isGreaterThanOrEqualTo(32 * 1024);
        piece.put(bytes(body));
        writer.endPiece(true, true);

        ByteBuffer in = ByteBuffer.wrap(bytes(sent()));
        ByteBuffer read = ByteBuffer.allocate(size + 1);
        BodyDecoder decoder = BodyDecoder.of(new Framing.Chunked());
        decoder.decode(in, read);

        assertThat(decoder.ended()).isTrue();
        assertThat(in.hasRemaining()).isFalse();
        assertThat(StandardCharsets.ISO_8859_1.decode(read.flip()).toString()).isEqualTo(body);
    }
}
