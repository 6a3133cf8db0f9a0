package dev.postern.relay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A response's body that passes through a filter, which may hold it until it is whole.
final class FilteredBody {
    private static final byte[] NOTHING = new byte[0];

    private final ClientConnection client;
    private final BodyFilter filter;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private byte @Nullable [] held;

    FilteredBody(ClientConnection client, BodyFilter filter) {
        this.client = client;
        this.filter = filter;
    }

    /// Sends what is in the lane's writer already and what the filter lets pass of what came.
    ///
    /// @return the bytes of the body that were sent
    byte[] take(BodyDecoder body, ByteBuffer in) throws MalformedMessage, UnfitBody {
        client.lane().writer().sendTo(client.wire().out());
        byte[] piece = decode(body, in);
        filter.take(ByteBuffer.wrap(piece), out);
        return body.ended() ? end() : send(false);
    }

    /// Ends the body.
    ///
    /// @return the bytes of the body that were sent
    byte[] end() throws UnfitBody {
        filter.end(out);
        if (filter.wantsWhole()) {
            held = out.toByteArray();
            return NOTHING;
        }
        return send(true);
    }

    private byte[] decode(BodyDecoder body, ByteBuffer in) throws MalformedMessage {
        MessageWriter writer = client.lane().writer();
        ByteBuffer room = writer.beginPiece(false);
        try {
            int start = room.position();
            body.decode(in, room);
            byte[] piece = new byte[room.position() - start];
            room.get(start, piece);
            return piece;
        } finally {
            writer.discard();
        }
    }

    private byte[] send(boolean last) {
        if (filter.wantsWhole()) {
            return NOTHING;
        }
        byte[] bytes = out.toByteArray();
        out.reset();
        client.lane().writer().sendChunk(client.wire().out(), bytes, last);
        return bytes;
    }

    /// The whole body, once it is there and where it was held; null else.
    byte @Nullable [] held() {
        return held;
    }
}
