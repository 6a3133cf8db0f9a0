package dev.postern.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One request on its way to the upstream and its response on the way back, each side taking what the other can.
final class Relaying implements Wire.Listener {
    /// For a client to take some of what is kept for it.
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

    private final ClientConnection client;
    private final ClientExchange exchange;
    private final String path;
    private final Fields fields;
    private final UpstreamHandler handler;
    private final Timer responseTimer;
    private final Timer stall;
    private @Nullable Wire upstream;
    private @Nullable Upload upload;
    private @Nullable ResponseHead head;
    private BodyDecoder body = BodyDecoder.of(new Framing.None());
    private @Nullable EventStream events;
    private ResponseParser parser;
    private boolean reused;
    private boolean endedInOrder;
    private boolean over;
    private Ending.How ending = Ending.How.RELAYED;

    Relaying(ClientConnection client, ClientExchange exchange, String path, Fields fields, UpstreamHandler handler) {
        this.client = client;
        this.exchange = exchange;
        this.path = path;
        this.fields = fields;
        this.handler = handler;
        parser = new ResponseParser(exchange.request().is("HEAD"));
        responseTimer = client.ownTimer();
        stall = client.timer();
    }

    void start() {
        Wire idle = client.lane().upstreams().takeIdle();
        if (idle == null) {
            connect();
            return;
        }
        reused = true;
        idle.listen(this);
        connected(idle);
    }

    private void connect() {
        reused = false;
        parser = new ResponseParser(exchange.request().is("HEAD"));
        client.lane().upstreams().open((wire, _) -> client.guard(() -> opened(wire)), this);
    }

    private void opened(@Nullable Wire wire) {
        if (over && wire != null) {
            wire.close();
        } else if (wire != null) {
            wire.startReading();
            connected(wire);
            client.pump();
        } else if (!over) {
            fail(UpstreamFault.UNREACHABLE);
        }
    }

    private void connected(Wire wire) {
        upstream = wire;
        MessageWriter writer = client.lane().writer();
        RequestHead request = exchange.request();
        writer.line(request.method() + " " + path + " HTTP/1.1")
                .field("Host", client.lane().upstreams().config().authority())
                .fields(fields)
                .framing(request.framing())
                .endOfHead();
        Upload begun = new Upload(client, exchange, wire, this::refuse);
        upload = begun;
        begun.start();
        if (!over) {
            awaitResponse();
        }
    }

    /// From when the request was last going on.
    private void awaitResponse() {
        if (head == null) {
            responseTimer.set(client.lane().upstreams().config().responseTimeout(), () -> fail(UpstreamFault.TIMEOUT));
        }
    }

    private void refuse(MalformedMessage why) {
        abort();
        exchange.malformed(why);
    }

    /// Moves what came of the request's body to the upstream; false where nothing moved.
    boolean takeRequestBody() {
        boolean moved = upload != null && upload.take();
        if (moved && !over) {
            awaitResponse();
        }
        return moved;
    }

    @Override
    public void outputDrained() {
        client.pump();
    }

    @Override
    public void mistaken(RuntimeException mistake) {
        client.mistaken(mistake);
    }

    @Override
    public void bytesCame() {
        takeResponse();
    }

    /// The client took what was kept for it.
    void clientTakesMore() {
        stall.cancel();
        if (over) {
            endExchange();
            return;
        }
        takeResponse();
        Wire wire = upstream;
        if (wire != null) {
            wire.taken();
            endWithUpstream(wire);
        }
    }

    private void takeResponse() {
        Wire wire = upstream;
        if (over
                || wire == null
                || !wire.input().hasRemaining()
                || client.wire().out().isFull()) {
            return;
        }
        try {
            if (head == null) {
                takeHead(wire);
            } else {
                takeBody(wire);
            }
        } catch (MalformedMessage _) {
            broken();
        }
        watchClient();
    }

    /// Lets go of a client that takes nothing for long.
    private void watchClient() {
        if (client.wire().out().isFull() && !stall.isSet()) {
            stall.set(STALL_TIMEOUT, this::stalled);
        }
    }

    private void stalled() {
        abort();
        exchange.endAndClose(Ending.How.CLIENT_GONE);
    }

    private void takeHead(Wire wire) throws MalformedMessage {
        ResponseHead came = parser.read(wire.input());
        if (came == null) {
            return;
        }
        head = came;
        responseTimer.disarm();
        body = BodyDecoder.of(came.framing());
        exchange.responseBegins(came.status());
        Fields out = handler.responseFields(came);
        MessageWriter writer = client.lane().writer();
        writer.line(StatusLine.of(came.status())).fields(out);
        if (!out.has("Date")) {
            writer.field("Date", client.lane().date());
        }
        writer.framing(came.framing());
        if (!exchange.stays()) {
            writer.field("Connection", "close");
        }
        writer.endOfHead();
        if (came.isEventStream()) {
            watch(came);
        }
        takeBody(wire);
    }

    private void watch(ResponseHead came) {
        boolean maySpeak = isChunked() && !came.fields().has("Content-Encoding");
        Duration keepAlive = maySpeak ? client.lane().upstreams().config().streamKeepAlive() : Duration.ZERO;
        EventStream watched = new EventStream(client, keepAlive, this::sendComment);
        events = watched;
        watched.start(handler.longestStream().orElse(null), () -> endStream(Ending.How.EXPIRED));
    }

    private void sendComment() {
        if (!client.wire().out().isFull()) {
            MessageWriter writer = client.lane().writer();
            EventStream.writeComment(writer.beginPiece(true));
            writer.endPiece(true, false);
            writer.sendTo(client.wire().out());
        }
    }

    private void takeBody(Wire wire) throws MalformedMessage {
        MessageWriter writer = client.lane().writer();
        boolean chunked = isChunked();
        try {
            do {
                ByteBuffer piece = writer.beginPiece(chunked);
                int start = piece.position();
                body.decode(wire.input(), piece);
                if (events != null) {
                    events.passed(piece, start);
                }
                exchange.countResponse(writer.endPiece(chunked, body.ended()));
                writer.sendTo(client.wire().out());
            } while (!body.ended()
                    && wire.input().hasRemaining()
                    && !client.wire().out().isFull());
            if (body.ended()) {
                finish(wire, Ending.How.RELAYED);
            }
        } catch (MalformedMessage why) {
            // What is sound of it still goes out, the end does not.
            exchange.countResponse(writer.endPiece(chunked, false));
            writer.sendTo(client.wire().out());
            throw why;
        }
    }

    private boolean isChunked() {
        ResponseHead current = head;
        return current != null
                && (current.framing() instanceof Framing.Chunked || current.framing() instanceof Framing.UntilClose);
    }

    @Override
    public void inputEnded(boolean orderly) {
        endedInOrder = orderly;
        Wire wire = upstream;
        if (wire != null) {
            endWithUpstream(wire);
        }
    }

    /// Where nothing more comes from the upstream and the client waits for nothing that came before, this is the end.
    private void endWithUpstream(Wire wire) {
        if (over || !wire.inputEnded() || client.wire().out().isFull()) {
            return;
        }
        if (head != null && body.endsWithConnection() && endedInOrder) {
            endStreamAs(Ending.How.RELAYED);
        } else {
            broken();
        }
    }

    /// Ends a stream in good order, though the upstream would go on. Any other response is cut, so that half of it is
    /// not
    /// taken for the whole.
    void endStream(Ending.How how) {
        if (!over && isChunked() && isEventStream()) {
            endStreamAs(how);
        } else if (!over && head != null) {
            abort();
            exchange.endAndClose(how);
        }
    }

    private void endStreamAs(Ending.How how) {
        MessageWriter writer = client.lane().writer();
        writer.beginPiece(true);
        writer.endPiece(true, true);
        writer.sendTo(client.wire().out());
        Wire wire = upstream;
        if (wire != null) {
            finish(wire, how);
        }
    }

    private void finish(Wire wire, Ending.How how) {
        over = true;
        ending = how;
        release(wire);
        if (!client.wire().out().isFull()) {
            endExchange();
        } else {
            watchClient();
        }
    }

    private void endExchange() {
        stall.cancel();
        if (ending == Ending.How.UPSTREAM_CUT) {
            exchange.endAndClose(ending);
        } else {
            exchange.relayed(ending);
        }
    }

    /// Keeps the upstream's connection where nothing is left on it, closes it otherwise.
    private void release(Wire wire) {
        cancelTimers();
        ResponseHead current = head;
        boolean clean = current != null
                && current.keepAlive()
                && body.ended()
                && exchange.body().ended()
                && !wire.out().isFull()
                && !wire.input().hasRemaining()
                && !wire.inputEnded();
        Duration limit = current == null ? Duration.ZERO : KeepAliveHint.limit(current, UpstreamPool.IDLE_LIMIT);
        if (clean && limit.isPositive()) {
            client.lane().upstreams().keep(wire, limit);
        } else {
            wire.close();
        }
    }

    /// The upstream closed or spoke no HTTP.
    private void broken() {
        if (over) {
            return;
        }
        if (head != null) {
            cut();
        } else if (reused && mayReplay()) {
            closeUpstream();
            connect();
        } else {
            fail(UpstreamFault.BROKEN);
        }
    }

    /// A safe request without a body may be sent again (RFC 9110 §9.2.2): the connection was closing when it was used.
    private boolean mayReplay() {
        RequestHead request = exchange.request();
        return request.framing() instanceof Framing.None && (request.is("GET") || request.is("HEAD"));
    }

    /// The client's stream ends as broken: what came before is delivered, the end is not.
    private void cut() {
        abort();
        ending = Ending.How.UPSTREAM_CUT;
        if (!client.wire().out().isFull()) {
            endExchange();
        } else {
            watchClient();
        }
    }

    private void fail(UpstreamFault fault) {
        abort();
        exchange.failed(handler.failed(fault));
    }

    /// Lets go of the upstream, so that it knows at once.
    void abort() {
        over = true;
        cancelTimers();
        stall.cancel();
        closeUpstream();
    }

    private void closeUpstream() {
        Wire wire = upstream;
        upstream = null;
        if (wire != null) {
            wire.close();
        }
    }

    private void cancelTimers() {
        responseTimer.disarm();
        if (upload != null) {
            upload.stop();
        }
        if (events != null) {
            events.stop();
        }
    }

    boolean isEventStream() {
        ResponseHead current = head;
        return current != null && current.isEventStream();
    }
}
