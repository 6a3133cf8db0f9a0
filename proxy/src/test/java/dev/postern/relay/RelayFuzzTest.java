package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Any bytes from either side: what is accepted means the same however it was split, and what is written from it is
/// read
/// back as the same. Nothing escapes but a refusal.
///
/// Runs the seeds beside it in every build; `bench/fuzz` goes on by itself.
class RelayFuzzTest {
    private static final int ROOM = 64;

    @FuzzTest(maxDuration = "10m")
    void requestHead(byte[] bytes) {
        Pieces pieces = new Pieces(bytes);
        Optional<RequestHead> whole =
                attempt(() -> pieces.readSplitAt(bytes.length, new RequestParser(new LineMemory<>())::read));

        assertThat(attempt(() -> pieces.readSplitAt(bytes.length / 2, new RequestParser(new LineMemory<>())::read)))
                .isEqualTo(whole);
        LineMemory<Fields.Field> memory = new LineMemory<>();
        for (int time = 0; time < 2; time++) {
            assertThat(attempt(() -> pieces.readByteByByte(new RequestParser(memory)::read)))
                    .isEqualTo(whole);
        }
        whole.ifPresent(head -> {
            Pieces again = new Pieces(head.method() + " " + head.target().path()
                    + head.target().query() + " HTTP/1.1\r\n" + text(head.fields()) + "\r\n");
            assertThat(attempt(() -> again.readSplitAt(0, new RequestParser(new LineMemory<>())::read)))
                    .contains(head);
        });
    }

    @FuzzTest(maxDuration = "10m")
    void responseHead(byte[] bytes) {
        Pieces pieces = new Pieces(bytes);
        Optional<ResponseHead> whole =
                attempt(() -> pieces.readSplitAt(bytes.length, new ResponseParser(false, new LineMemory<>())::read));

        assertThat(attempt(() ->
                        pieces.readSplitAt(bytes.length / 2, new ResponseParser(false, new LineMemory<>())::read)))
                .isEqualTo(whole);
        LineMemory<Fields.Field> memory = new LineMemory<>();
        for (int time = 0; time < 2; time++) {
            assertThat(attempt(() -> pieces.readByteByByte(new ResponseParser(false, memory)::read)))
                    .isEqualTo(whole);
        }
        whole.ifPresent(head -> {
            Pieces again = new Pieces(StatusLine.of(head.status()) + "\r\n" + text(head.fields()) + "\r\n");
            assertThat(attempt(() -> again.readSplitAt(0, new ResponseParser(false, new LineMemory<>())::read)))
                    .map(ResponseHead::fields)
                    .contains(head.fields());
        });
    }

    @FuzzTest(maxDuration = "10m")
    void chunkedBody(byte[] bytes) {
        Optional<String> whole = decode(bytes, bytes.length);

        assertThat(decode(bytes, bytes.length / 2)).isEqualTo(whole);
        assertThat(decode(bytes, 0)).isEqualTo(whole);
    }

    private static String text(Fields fields) {
        StringBuilder text = new StringBuilder();
        for (Fields.Field field : fields) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return text.toString();
    }

    private interface Attempt<T> {
        @Nullable
        T make() throws MalformedMessage;
    }

    private static <T> Optional<T> attempt(Attempt<T> attempt) {
        try {
            return Optional.ofNullable(attempt.make());
        } catch (MalformedMessage _) {
            return Optional.empty();
        }
    }

    /// The body and how many bytes it took; empty where it is broken or not whole.
    private static Optional<String> decode(byte[] bytes, int split) {
        BodyDecoder decoder = BodyDecoder.of(new Framing.Chunked());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(bytes).limit(split);
        try {
            drain(decoder, in, body);
            drain(decoder, in.limit(bytes.length), body);
        } catch (MalformedMessage _) {
            return Optional.empty();
        }
        return decoder.ended()
                ? Optional.of(in.position() + ":" + body.toString(StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    private static void drain(BodyDecoder decoder, ByteBuffer in, ByteArrayOutputStream body) throws MalformedMessage {
        ByteBuffer out = ByteBuffer.allocate(ROOM);
        int before;
        do {
            before = in.position();
            decoder.decode(in, out.clear());
            body.write(out.array(), 0, out.position());
        } while (in.position() > before && !decoder.ended());
    }
}
