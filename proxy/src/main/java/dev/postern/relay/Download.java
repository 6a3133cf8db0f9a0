package dev.postern.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A response's body on its way to the client, in framing made anew, as far as the client takes it.
final class Download {
    private final ClientConnection client;
    private final ClientExchange exchange;
    private final Wire upstream;
    private final BodyDecoder body;
    private final boolean chunked;
    private final Duration reusable;
    private final @Nullable FilteredBody filtered;
    private @Nullable EventStream events;

    /// @param filter what the body passes through, null for none
    Download(
            ClientConnection client,
            ClientExchange exchange,
            Wire upstream,
            ResponseHead head,
            @Nullable BodyFilter filter) {
        this.client = client;
        this.exchange = exchange;
        this.upstream = upstream;
        body = BodyDecoder.of(head.framing());
        filtered = filter == null ? null : new FilteredBody(client, filter);
        chunked = filtered != null
                || head.framing() instanceof Framing.Chunked
                || head.framing() instanceof Framing.UntilClose;
        reusable = head.keepAlive() ? KeepAliveHint.limit(head, UpstreamPool.IDLE_LIMIT) : Duration.ZERO;
    }

    /// Minds that this is an event stream: that it is not taken for dead, and how long it may last.
    void watch(boolean maySpeak, @Nullable Duration longest, Runnable over) {
        Duration keepAlive = maySpeak ? client.lane().upstreams().config().streamKeepAlive() : Duration.ZERO;
        EventStream watched = new EventStream(client, keepAlive, this::sendComment);
        events = watched;
        watched.start(longest, over);
    }

    private void sendComment() {
        if (!client.wire().out().isFull()) {
            MessageWriter writer = client.lane().writer();
            EventStream.writeComment(writer.beginPiece(true));
            writer.endPiece(true, false);
            writer.sendTo(client.wire().out());
        }
    }

    /// Sends what is in the lane's writer already, the head, with what came of the body.
    void start() throws MalformedMessage, UnfitBody {
        do {
            sendPiece();
        } while (mayGoOn());
    }

    /// Moves what came of the body.
    void take() throws MalformedMessage, UnfitBody {
        while (mayGoOn()) {
            if (body.isPlain() && filtered == null) {
                passOn();
            } else {
                sendPiece();
            }
        }
    }

    private boolean mayGoOn() {
        return !body.ended()
                && upstream.input().hasRemaining()
                && !client.wire().out().isFull();
    }

    private void passOn() {
        ByteBuffer in = upstream.input();
        int count = body.pass(in.remaining());
        client.wire().out().write(in, count);
        exchange.countResponse(count);
    }

    private void sendPiece() throws MalformedMessage, UnfitBody {
        if (filtered != null) {
            countAndNote(filtered.take(body, upstream.input()));
            return;
        }
        MessageWriter writer = client.lane().writer();
        ByteBuffer piece = writer.beginPiece(chunked);
        int start = piece.position();
        try {
            body.decode(upstream.input(), piece);
        } catch (MalformedMessage why) {
            // What is sound of it still goes out, the end does not.
            exchange.countResponse(writer.endPiece(chunked, false));
            writer.sendTo(client.wire().out());
            throw why;
        }
        if (events != null) {
            events.passed(piece, start);
        }
        exchange.countResponse(writer.endPiece(chunked, body.ended()));
        writer.sendTo(client.wire().out());
    }

    private void countAndNote(byte[] sent) {
        exchange.countResponse(sent.length);
        if (events != null) {
            events.passed(ByteBuffer.wrap(sent).position(sent.length), 0);
        }
    }

    /// The whole body, where it is held until then; null where it passes as it comes.
    byte @Nullable [] held() {
        return filtered == null ? null : filtered.held();
    }

    /// Ends the body in good order, though its framing did not.
    void sendEnd() throws UnfitBody {
        if (filtered != null) {
            countAndNote(filtered.end());
            return;
        }
        MessageWriter writer = client.lane().writer();
        writer.beginPiece(true);
        writer.endPiece(true, true);
        writer.sendTo(client.wire().out());
    }

    void stop() {
        if (events != null) {
            events.stop();
        }
    }

    boolean ended() {
        return body.ended();
    }

    boolean endsWithConnection() {
        return body.endsWithConnection();
    }

    boolean isChunked() {
        return chunked;
    }

    boolean isEventStream() {
        return events != null;
    }

    /// For how long the upstream's connection may wait for its next request.
    Duration reusable() {
        return reusable;
    }
}
