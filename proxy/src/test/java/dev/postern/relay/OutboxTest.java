package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a socket does not take at once is neither lost nor reordered.
class OutboxTest {
    private final AtomicInteger drained = new AtomicInteger();
    private final RecordingSink sink = new RecordingSink();
    private final Outbox out = new Outbox(sink.channel(), drained::incrementAndGet);

    private void write(String text) {
        out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void writesAtOnceWhatTheSocketTakes() {
        write("hello");

        assertThat(sink.takeText()).isEqualTo("hello");
        assertThat(out.isFull()).isFalse();
    }

    @Test
    void keepsTheRestInOrderUntilThereIsRoom() {
        sink.room(2);
        write("hello");
        write(" world");
        assertThat(out.isFull()).isTrue();

        sink.room(4).ready();
        assertThat(sink.takeText()).isEqualTo("hello ");
        assertThat(drained).hasValue(0);

        sink.room(100).ready();
        assertThat(sink.takeText()).isEqualTo("world");
        assertThat(out.isFull()).isFalse();
        assertThat(drained).hasValue(1);
        assertThat(sink.isWriteResumed()).isFalse();
    }

    @Test
    void copiesWhatItKeepsBecauseTheBufferIsUsedAgain() {
        sink.room(0);
        byte[] bytes = {'a', 'b'};
        out.write(ByteBuffer.wrap(bytes));
        bytes[0] = 'x';

        sink.room(2).ready();

        assertThat(sink.takeText()).isEqualTo("ab");
    }

    @Test
    void swallowsEverythingOnceTheSocketIsBroken() {
        sink.room(0);
        write("lost");
        sink.breakOff();

        sink.ready();
        write("lost too");

        assertThat(out.isFull()).isFalse();
        assertThat(drained).hasValue(1);
        assertThat(sink.takeText()).isEmpty();
    }

    @Test
    void takesSoManyOfTheBytesAndLeavesTheRest() {
        sink.room(2);
        ByteBuffer bytes = ByteBuffer.wrap("hello next".getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes, 5);
        assertThat(bytes).isEqualTo(ByteBuffer.wrap(" next".getBytes(StandardCharsets.ISO_8859_1)));

        sink.room(100).ready();
        assertThat(sink.takeText()).isEqualTo("hello");
        assertThat(out.isFull()).isFalse();
    }

    @Test
    void takesBytesForABrokenSocketToo() {
        sink.breakOff();
        ByteBuffer bytes = ByteBuffer.allocate(8);
        out.write(bytes, 5);
        out.write(bytes, 2);

        assertThat(bytes.remaining()).isEqualTo(1);
    }
}
