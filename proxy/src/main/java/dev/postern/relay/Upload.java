package dev.postern.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A request's body on its way to the upstream, which must come at a least rate.
final class Upload {
    /// A body must bring this much in each [#WINDOW], unless we are the ones who do not read.
    static final int LEAST_BYTES = 1000;

    static final Duration WINDOW = Duration.ofSeconds(10);

    private final ClientConnection client;
    private final ClientExchange exchange;
    private final Wire upstream;
    private final Consumer<MalformedMessage> refused;
    private @Nullable Timer window;
    private int windowBytes;
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
        sendPiece();
        if (!over) {
            watch(client.timer());
        }
    }

    private void watch(Timer timer) {
        window = timer;
        timer.set(WINDOW, () -> checkRate(timer));
    }

    /// Moves what came of the body; false where nothing moved.
    boolean take() {
        if (upstream.out().isFull()) {
            return false;
        }
        ByteBuffer in = client.wire().input();
        int before = in.remaining();
        if (exchange.body().isPlain()) {
            passOn(in);
        } else {
            sendPiece();
        }
        return in.remaining() < before;
    }

    private void passOn(ByteBuffer in) {
        int count = exchange.body().pass(in.remaining());
        try {
            exchange.countRequest(count);
        } catch (MalformedMessage why) {
            refused.accept(why);
            return;
        }
        windowBytes += count;
        upstream.out().write(in, count);
        if (exchange.body().ended()) {
            stop();
        }
    }

    private void sendPiece() {
        MessageWriter writer = client.lane().writer();
        BodyDecoder body = exchange.body();
        boolean chunked = exchange.request().framing() instanceof Framing.Chunked;
        if (!body.ended()) {
            ByteBuffer in = client.wire().input();
            int before = in.remaining();
            try {
                body.decode(in, writer.beginPiece(chunked));
                exchange.countRequest(writer.endPiece(chunked, body.ended()));
            } catch (MalformedMessage why) {
                writer.discard();
                refused.accept(why);
                return;
            }
            windowBytes += before - in.remaining();
        }
        if (body.ended()) {
            stop();
        }
        writer.sendTo(upstream.out());
    }

    private void checkRate(Timer timer) {
        boolean ourFault = upstream.out().isFull() || client.wire().isFull();
        if (!ourFault && windowBytes < LEAST_BYTES) {
            refused.accept(tooSlow());
            return;
        }
        windowBytes = 0;
        watch(timer);
    }

    static MalformedMessage tooSlow() {
        return new MalformedMessage(408, "body_timeout", "the request's body came too slowly");
    }

    void stop() {
        over = true;
        Timer watching = window;
        if (watching != null) {
            watching.cancel();
        }
    }
}
