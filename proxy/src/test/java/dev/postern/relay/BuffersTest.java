package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the connections of a thread hold of memory while bytes wait, and while none do.
class BuffersTest {
    private final Buffers buffers = new Buffers(100_000);

    /// A buffer with so many bytes, as after a read.
    private ByteBuffer read(@Nullable ByteBuffer rest, boolean flowing, int bytes) {
        ByteBuffer buffer = buffers.take(rest, flowing).compact();
        for (int i = 0; i < bytes; i++) {
            buffer.put((byte) i);
        }
        return buffer.flip();
    }

    @Test
    void aFewBytesThatWaitAreHeldInNoMoreThanTheyNeed() {
        ByteBuffer rest = buffers.rest(read(null, false, 300));

        assertThat(rest).isNotNull();
        assertThat(rest.capacity()).isEqualTo(300);
        assertThat(rest.get(299)).isEqualTo((byte) 299);
    }

    @Test
    void nothingIsHeldForNothing() {
        assertThat(buffers.rest(read(null, false, 0))).isNull();
    }

    @Test
    void moreBytesComeBehindThoseThatWait() {
        ByteBuffer rest = buffers.rest(read(null, false, 300));
        ByteBuffer more = read(rest, false, 20);

        assertThat(more.remaining()).isEqualTo(320);
        assertThat(more.get(299)).isEqualTo((byte) 299);
        assertThat(more.get(300)).isEqualTo((byte) 0);
        assertThat(more.capacity()).isEqualTo(Buffers.SMALL);
    }

    @Test
    void manyBytesThatWaitStayWhereTheyAre() {
        ByteBuffer buffer = read(null, false, 20_000);

        assertThat(buffers.rest(buffer)).isSameAs(buffer);
        assertThat(buffers.take(buffer, true)).isSameAs(buffer);
        assertThat(buffer.remaining()).isEqualTo(20_000);
    }

    @Test
    void aBufferIsUsedAgain() {
        ByteBuffer first = read(null, false, 10);
        buffers.giveBack(first);

        assertThat(buffers.take(null, false)).isSameAs(first);
        assertThat(first.hasRemaining()).isFalse();
    }

    @Test
    void whatFlowsGetsALargeBufferAsLongAsThereAreSome() {
        List<ByteBuffer> lent = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            lent.add(buffers.take(null, true));
        }
        assertThat(lent.subList(0, 16)).allMatch(buffer -> buffer.capacity() == Buffers.LARGE);
        assertThat(lent.get(16).capacity()).isEqualTo(Buffers.SMALL);

        lent.subList(0, 16).forEach(buffers::giveBack);
        assertThat(buffers.take(lent.get(16), true).capacity()).isEqualTo(Buffers.LARGE);
    }

    @Test
    void whatFlowsNoMoreGetsASmallOneAgain() {
        ByteBuffer large = read(null, true, 0);

        assertThat(buffers.take(large, false).capacity()).isEqualTo(Buffers.SMALL);
        assertThat(buffers.take(null, true)).isSameAs(large);
    }

    @Test
    void allThatWaitsTogetherHasABound() {
        assertThat(buffers.keep(60_000)).isTrue();
        assertThat(buffers.keep(60_000)).isFalse();
        assertThat(buffers.keep(-60_000)).isTrue();
    }
}
