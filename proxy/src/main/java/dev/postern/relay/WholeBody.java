package dev.postern.relay;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/// A request's body that is read whole before anything becomes of the request. It must come at the least rate at which
/// any body must come, and what is held of it counts as what waits on its I/O thread.
final class WholeBody {
    private static final int FIRST_ROOM = 4 * 1024;

    private final ClientConnection client;
    private final BodyDecoder decoder;
    private final int bound;
    private final Consumer<byte[]> then;
    private byte[] bytes;
    private int length;
    private final LeastRate rate;

    /// @param bound how many bytes it may have at most
    /// @param then gets the bytes, which it must not change
    /// @param tooSlow run at most once, where they do not come
    WholeBody(
            ClientConnection client,
            BodyDecoder decoder,
            Framing framing,
            int bound,
            Consumer<byte[]> then,
            Runnable tooSlow) {
        this.client = client;
        this.decoder = decoder;
        this.bound = bound;
        this.then = then;
        rate = new LeastRate(client.ownTimer(), () -> false, tooSlow);
        bytes = new byte[firstRoom(framing)];
        client.lane().buffers().keep(bytes.length);
    }

    private static int firstRoom(Framing framing) {
        return switch (framing) {
            case Framing.None() -> 0;
            case Framing.Length(long most) -> (int) Math.min(most, FIRST_ROOM);
            case Framing.Chunked(), Framing.UntilClose() -> FIRST_ROOM;
        };
    }

    /// Begins to watch how fast it comes.
    void watch() {
        rate.watch();
    }

    /// Takes what came of it.
    ///
    /// @return how many bytes of the body that were
    /// @throws MalformedMessage where it is no body, or more than may be
    int take(ByteBuffer in) throws MalformedMessage {
        int before = length;
        while (!decoder.ended() && in.hasRemaining()) {
            ByteBuffer room = ByteBuffer.wrap(bytes, length, bytes.length - length);
            decoder.decode(in, room);
            length = room.position();
            if (!decoder.ended() && length == bytes.length) {
                grow();
            }
        }
        if (length > bound) {
            throw tooLarge();
        }
        rate.count(length - before);
        return length - before;
    }

    private void grow() throws MalformedMessage {
        if (length > bound) {
            throw tooLarge();
        }
        int room = (int) Math.min(Math.max(2L * bytes.length, FIRST_ROOM), bound + 1L);
        if (!client.lane().buffers().keep(room - bytes.length)) {
            client.lane().buffers().keep(bytes.length - room);
            throw new MalformedMessage(503, "memory", "too much waits at the moment");
        }
        bytes = Arrays.copyOf(bytes, room);
    }

    static MalformedMessage tooLarge() {
        return new MalformedMessage(413, "body_size", "the request's body is too large");
    }

    boolean isWhole() {
        return decoder.ended();
    }

    /// The bytes, of which nothing is kept here.
    byte[] whole() {
        byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        stop();
        return whole;
    }

    /// Gives the bytes to whoever asked for them.
    void give(byte[] whole) {
        then.accept(whole);
    }

    /// Watches and counts no longer.
    void stop() {
        rate.stop();
        client.lane().buffers().keep(-bytes.length);
        bytes = new byte[0];
    }
}
