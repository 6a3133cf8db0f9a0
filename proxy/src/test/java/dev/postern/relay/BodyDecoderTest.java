package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies out of their framing, wherever the bytes were split and however little room there is for them.
class BodyDecoderTest {
    private static final String NEXT = "GET /next HTTP/1.1\r\n";

    /// @param body what is meant
    record Sound(String name, Framing framing, String bytes, String body) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Sound chunked(String name, String bytes, String body) {
        return new Sound(name, new Framing.Chunked(), bytes, body);
    }

    static List<Sound> sound() {
        return List.of(
                new Sound("none", new Framing.None(), "", ""),
                new Sound("a length of zero", new Framing.Length(0), "", ""),
                new Sound("a length", new Framing.Length(11), "hello world", "hello world"),
                chunked("only the last chunk", "0\r\n\r\n", ""),
                chunked("a last chunk of many zeros", "00000\r\n\r\n", ""),
                chunked("one chunk", "5\r\nhello\r\n0\r\n\r\n", "hello"),
                chunked("two chunks", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world"),
                chunked(
                        "either case, leading zeros",
                        "00A\r\n0123456789\r\nb\r\nabcdefghijk\r\n0\r\n\r\n",
                        "0123456789abcdefghijk"),
                chunked("line ends within", "6\r\n\r\n0\r\n\n\r\n0\r\n\r\n", "\r\n0\r\n\n"),
                chunked("extensions", "1;a=b\r\nx\r\n1 ; c=\"d;e\" \r\ny\r\n0;last\r\n\r\n", "xy"),
                chunked("trailers", "1\r\nx\r\n0\r\nX-Auth-Subject: mallory\r\nX-B:\r\n\r\n", "x"));
    }

    private static String decode(Sound sound, int split, int room) throws MalformedMessage {
        byte[] bytes = (sound.bytes() + NEXT).getBytes(StandardCharsets.ISO_8859_1);
        BodyDecoder decoder = BodyDecoder.of(sound.framing());
        StringBuilder body = new StringBuilder();
        ByteBuffer in = ByteBuffer.wrap(bytes).limit(split);
        drain(decoder, in, room, body);
        in.limit(bytes.length);
        drain(decoder, in, room, body);
        assertThat(decoder.ended()).isTrue();
        assertThat(in.position()).as("bytes taken").isEqualTo(sound.bytes().length());
        return body.toString();
    }

    private static void drain(BodyDecoder decoder, ByteBuffer in, int room, StringBuilder body)
            throws MalformedMessage {
        int before;
        ByteBuffer out = ByteBuffer.allocate(room);
        do {
            before = in.position();
            decoder.decode(in, out.clear());
            body.append(StandardCharsets.ISO_8859_1.decode(out.flip()));
        } while (in.position() > before && !decoder.ended());
    }

    @ParameterizedTest
    @MethodSource("sound")
    void takesTheSameBodyWhateverTheSplit(Sound sound) throws MalformedMessage {
        for (int split = 0; split <= sound.bytes().length(); split++) {
            assertThat(decode(sound, split, 1024)).as("split at %d", split).isEqualTo(sound.body());
        }
    }

    @ParameterizedTest
    @MethodSource("sound")
    void takesTheSameBodyWithLittleRoom(Sound sound) throws MalformedMessage {
        for (int room = 1; room <= 12; room++) {
            assertThat(decode(sound, sound.bytes().length(), room))
                    .as("room for %d", room)
                    .isEqualTo(sound.body());
        }
    }

    static final List<String> BROKEN = List.of(
            "\r\n",
            "x\r\n",
            "+1\r\na\r\n0\r\n\r\n",
            "-1\r\na\r\n0\r\n\r\n",
            " 1\r\na\r\n0\r\n\r\n",
            "\t1\r\na\r\n0\r\n\r\n",
            "1 \r\na\r\n0\r\n\r\n",
            "0x1\r\na\r\n0\r\n\r\n",
            "1_0\r\na\r\n0\r\n\r\n",
            "1,1\r\na\r\n0\r\n\r\n",
            "\u0661\r\na\r\n0\r\n\r\n".replace('\u0661', '\u00b9'),
            "1 1\r\na\r\n0\r\n\r\n",
            "1\u000b;a\r\na\r\n0\r\n\r\n",
            "1;a\u0000\r\na\r\n0\r\n\r\n",
            "1;a\nb\r\na\r\n0\r\n\r\n",
            "1;a\rb\r\na\r\n0\r\n\r\n",
            "1\na\n0\n\n",
            "1\ra\r0\r\r",
            "1\r\na\n0\r\n\r\n",
            "1\r\na\r0\r\n\r\n",
            "1\r\na0\r\n\r\n",
            "1\r\nab\r\n0\r\n\r\n",
            "2\r\na\r\n0\r\n\r\n",
            "1\r\na\r\n0\r\n\n",
            "1\r\na\r\n0\n\r\n",
            "1\r\na\r\n0\r\nbroken\r\n\r\n",
            "1\r\na\r\n0\r\n: x\r\n\r\n",
            "1\r\na\r\n0\r\nX : x\r\n\r\n",
            "1\r\na\r\n0\r\n X: x\r\n\r\n",
            "1\r\na\r\n0\r\nX: \u0001\r\n\r\n",
            "fffffffffffff\r\n",
            "10000000000000000\r\n",
            "1".repeat(2000) + "\r\n",
            "1;" + "a".repeat(2000) + "\r\n",
            "0\r\n" + "X: 1\r\n".repeat(3000) + "\r\n");

    @ParameterizedTest
    @FieldSource("BROKEN")
    void refusesABrokenChunkWhateverTheSplit(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int split = 0; split <= bytes.length; split += 1 + bytes.length / 100) {
            ByteBuffer in = ByteBuffer.wrap(bytes).limit(split);
            BodyDecoder decoder = BodyDecoder.of(new Framing.Chunked());
            assertThatThrownBy(() -> {
                        drain(decoder, in, 1024, new StringBuilder());
                        drain(decoder, in.limit(bytes.length), 1024, new StringBuilder());
                    })
                    .as("split at %d", split)
                    .isInstanceOfSatisfying(
                            MalformedMessage.class,
                            why -> assertThat(why.status()).isEqualTo(400));
            assertThat(decoder.ended()).isFalse();
        }
    }

    @Test
    void isNotWholeBeforeItsLastByte() throws MalformedMessage {
        for (Sound sound : sound()) {
            for (int end = 0; end < sound.bytes().length(); end++) {
                byte[] part = sound.bytes().substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
                BodyDecoder decoder = BodyDecoder.of(sound.framing());

                drain(decoder, ByteBuffer.wrap(part), 1024, new StringBuilder());

                assertThat(decoder.ended()).as("%s, %d bytes", sound, end).isFalse();
            }
        }
    }

    @Test
    void aBodyWithoutFramingEndsWithItsConnectionOnly() throws MalformedMessage {
        BodyDecoder decoder = BodyDecoder.of(new Framing.UntilClose());
        StringBuilder body = new StringBuilder();

        drain(decoder, ByteBuffer.wrap(NEXT.getBytes(StandardCharsets.ISO_8859_1)), 3, body);

        assertThat(body).hasToString(NEXT);
        assertThat(decoder.ended()).isFalse();
        assertThat(decoder.endsWithConnection()).isTrue();
    }

    @Test
    void aPlainBodyMayBePassedOnUpToItsEnd() throws MalformedMessage {
        BodyDecoder decoder = BodyDecoder.of(new Framing.Length(10));
        decoder.decode(ByteBuffer.wrap(new byte[3]), ByteBuffer.allocate(10));

        assertThat(decoder.isPlain()).isTrue();
        assertThat(decoder.pass(4)).isEqualTo(4);
        assertThat(decoder.ended()).isFalse();
        assertThat(decoder.pass(100)).isEqualTo(3);
        assertThat(decoder.ended()).isTrue();
        assertThat(decoder.pass(100)).isZero();
    }

    @ParameterizedTest
    @FieldSource("FRAMED")
    void whatHasFramingIsNeverPassedOnAsItIs(Framing framing) {
        assertThat(BodyDecoder.of(framing).isPlain()).isFalse();
    }

    static final List<Framing> FRAMED = List.of(new Framing.Chunked(), new Framing.UntilClose());
}
