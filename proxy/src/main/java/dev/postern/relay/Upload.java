package dev.postern.relay;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A request's body on its way to the upstream, which must come at a least rate.
final class Upload {
    private final ClientConnection client;
    private final ClientExchange exchange;
    private final Wire upstream;
    private final Consumer<MalformedMessage> refused;
    private @Nullable LeastRate rate;
    private boolean over;

    /// @param refused told, at most once, why the body cannot be passed on
    Upload(ClientConnection client, ClientExchange exchange, Wire upstream, Consumer<MalformedMessage> refused) {
        this.client = client;
        this.exchange = exchange;
        this.upstream = upstream;
        this.refused = refused;
    }

    /// Sends what is in the lane's writer already, the head, with what is there of the body.
    void start() {
        exchange.invite();
        int came = sendPiece();
        if (!over) {
            LeastRate begun = new LeastRate(client.timer(), this::isOurFault, () -> refused.accept(tooSlow()));
            rate = begun;
            begun.count(came);
            begun.watch();
        }
    }

    private boolean isOurFault() {
        return upstream.out().isFull() || client.wire().isFull();
    }

    /// Moves what came of the body; false where nothing moved.
    boolean take() {
        if (upstream.out().isFull()) {
            return false;
        }
        int came = exchange.body().isPlain() ? passOn(client.wire().input()) : sendPiece();
        LeastRate watched = rate;
        if (watched != null) {
            watched.count(came);
        }
        return came > 0;
    }

    private int passOn(ByteBuffer in) {
        int count = exchange.body().pass(in.remaining());
        try {
            exchange.countRequest(count);
        } catch (MalformedMessage why) {
            refused.accept(why);
            return 0;
        }
        upstream.out().write(in, count);
        if (exchange.body().ended()) {
            stop();
        }
        return count;
    }

    private int sendPiece() {
        MessageWriter writer = client.lane().writer();
        BodyDecoder body = exchange.body();
        boolean chunked = exchange.request().framing() instanceof Framing.Chunked;
        ByteBuffer in = client.wire().input();
        int before = in.remaining();
        if (!body.ended()) {
            try {
                body.decode(in, writer.beginPiece(chunked));
                exchange.countRequest(writer.endPiece(chunked, body.ended()));
            } catch (MalformedMessage why) {
                writer.discard();
                refused.accept(why);
                return 0;
            }
        }
        if (body.ended()) {
            stop();
        }
        writer.sendTo(upstream.out());
        return before - in.remaining();
    }

    static MalformedMessage tooSlow() {
        return new MalformedMessage(408, "body_timeout", "the request's body came too slowly");
    }

    void stop() {
        over = true;
        LeastRate watched = rate;
        if (watched != null) {
            watched.stop();
        }
    }
}
