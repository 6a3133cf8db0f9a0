package dev.postern.relay;

import org.jspecify.annotations.Nullable;

/// One request on its way to the upstream and its response on the way back, each side taking what the other can.
final class Relaying implements Wire.Listener {
    private final ClientConnection client;
    private final ClientExchange exchange;

    /// What is asked of the upstream, until the response begins.
    private @Nullable Asked asked;

    private @Nullable Wire upstream;
    private @Nullable Upload upload;
    private @Nullable Download download;
    private @Nullable ResponseHead heldHead;
    private final Stall stall;
    private boolean reused;
    private boolean endedInOrder;
    private boolean over;
    private Ending.How ending = Ending.How.RELAYED;

    Relaying(ClientConnection client, ClientExchange exchange, String path, Fields fields, UpstreamHandler handler) {
        this.client = client;
        this.exchange = exchange;
        stall = new Stall(client, this::stalled);
        asked = new Asked(path, fields, handler, newParser());
    }

    private ResponseParser newParser() {
        return new ResponseParser(exchange.request().is("HEAD"), client.lane().fieldLines());
    }

    private Asked asked() {
        Asked current = asked;
        if (current == null) {
            throw new IllegalStateException("the response has begun");
        }
        return current;
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
        byte[] whole = exchange.takeWhole();
        asked().writeHead(writer, client.lane().upstreams().authority(), exchange.request(), whole);
        if (whole != null) {
            writer.sendTo(wire.out(), whole);
            sentSome();
            return;
        }
        Upload begun = new Upload(client, exchange, wire, this::refuse);
        upload = begun;
        begun.start();
        sentSome();
    }

    /// The upstream's time to answer begins when the request was last going on.
    private void sentSome() {
        if (exchange.body().ended()) {
            upload = null;
        }
        if (!over && download == null) {
            client.ownTimer()
                    .set(client.lane().upstreams().config().responseTimeout(), () -> fail(UpstreamFault.TIMEOUT));
        }
    }

    private void refuse(MalformedMessage why) {
        abort();
        exchange.malformed(why);
    }

    /// Moves what came of the request's body to the upstream; false where nothing moved.
    boolean takeRequestBody() {
        boolean moved = upload != null && upload.take();
        if (moved) {
            sentSome();
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
        stall.stop();
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
        if (over || wire == null || !wire.input().hasRemaining()) {
            return;
        }
        if (!client.wire().out().isFull()) {
            try {
                takeFrom(wire);
            } catch (MalformedMessage _) {
                broken();
            } catch (UnfitBody _) {
                unfit();
            }
        }
        mindClient(wire);
    }

    private void takeFrom(Wire wire) throws MalformedMessage, UnfitBody {
        Download running = download;
        if (running == null) {
            takeHead(wire);
        } else {
            running.take();
            endWith(running);
        }
    }

    private void takeHead(Wire wire) throws MalformedMessage, UnfitBody {
        ResponseHead head = asked().parser().read(wire.input());
        if (head == null) {
            return;
        }
        UpstreamHandler handler = asked().handler();
        if (!handler.accepts(head)) {
            fail(UpstreamFault.UNFIT);
            return;
        }
        BodyFilter filter = head.framing() instanceof Framing.None
                ? null
                : handler.bodyFilter(head).orElse(null);
        Download begun = new Download(client, exchange, wire, head, filter);
        download = begun;
        if (filter != null && filter.wantsWhole()) {
            heldHead = head;
            client.lane().writer().discard();
            begun.start();
            endWith(begun);
            return;
        }
        Fields fields = begin(head);
        writeHead(head, fields, filter == null ? head.framing() : new Framing.Chunked());
        if (head.isEventStream()) {
            exchange.streams();
            boolean maySpeak = begun.isChunked() && !head.fields().has(FieldName.CONTENT_ENCODING);
            begun.watch(maySpeak, handler.longestStream().orElse(null), () -> endStream(Ending.How.EXPIRED));
        }
        begun.start();
        endWith(begun);
    }

    /// From now on there is a response, and nothing is asked again.
    private Fields begin(ResponseHead head) {
        client.ownTimer().disarm();
        UpstreamHandler handler = asked().handler();
        asked = null;
        exchange.responseBegins(head.status());
        return handler.responseFields(head);
    }

    private void writeHead(ResponseHead head, Fields fields, Framing framing) {
        MessageWriter writer = client.lane().writer();
        writer.line(StatusLine.of(head.status())).fields(fields);
        if (!fields.has(FieldName.DATE)) {
            writer.field("Date", client.lane().date());
        }
        writer.framing(framing);
        if (!exchange.stays()) {
            writer.field("Connection", "close");
        }
        writer.endOfHead();
    }

    private void endWith(Download done) {
        if (done.ended()) {
            sendHeld(done);
            finish(done, Ending.How.RELAYED);
        }
    }

    /// Sends a response whose body was held until it was whole.
    private void sendHeld(Download done) {
        ResponseHead head = heldHead;
        byte[] body = done.held();
        if (head == null || body == null) {
            return;
        }
        heldHead = null;
        Fields fields = begin(head);
        exchange.countResponse(body.length);
        writeHead(head, fields, new Framing.Length(body.length));
        client.lane().writer().sendTo(client.wire().out(), body);
    }

    /// Reads no more while the client takes nothing, and lets go of one that takes nothing for long.
    private void mindClient(Wire wire) {
        if (!over && client.wire().out().isFull()) {
            wire.pause();
            stall.watch();
        }
    }

    private void stalled() {
        abort();
        exchange.endAndClose(Ending.How.CLIENT_GONE);
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
        Download running = download;
        if (running != null && running.endsWithConnection() && endedInOrder) {
            endInOrder(running, Ending.How.RELAYED);
        } else {
            broken();
        }
    }

    /// Ends a stream in good order, though the upstream would go on. Any other response is cut, so that half of it is
    /// not taken for the whole.
    void endStream(Ending.How how) {
        Download running = download;
        if (over || running == null) {
            return;
        }
        if (running.isChunked() && running.isEventStream()) {
            endInOrder(running, how);
        } else {
            abort();
            exchange.endAndClose(how);
        }
    }

    private void endInOrder(Download running, Ending.How how) {
        try {
            running.sendEnd();
        } catch (UnfitBody _) {
            unfit();
            return;
        }
        sendHeld(running);
        finish(running, how);
    }

    private void finish(Download done, Ending.How how) {
        over = true;
        ending = how;
        release(done);
        endOrWait();
    }

    private void endOrWait() {
        if (client.wire().out().isFull()) {
            stall.watch();
        } else {
            endExchange();
        }
    }

    private void endExchange() {
        stall.stop();
        if (ending == Ending.How.UPSTREAM_CUT) {
            exchange.endAndClose(ending);
        } else {
            exchange.relayed(ending);
        }
    }

    /// Keeps the upstream's connection where nothing is left on it, closes it otherwise.
    private void release(Download done) {
        stopTimers();
        Wire wire = upstream;
        if (wire == null) {
            return;
        }
        boolean clean = done.ended()
                && exchange.body().ended()
                && !wire.out().isFull()
                && !wire.input().hasRemaining()
                && !wire.inputEnded();
        if (clean && done.reusable().isPositive()) {
            client.lane().upstreams().keep(wire, done.reusable());
        } else {
            wire.close();
        }
    }

    /// The upstream closed or spoke no HTTP.
    private void broken() {
        if (over) {
            return;
        }
        if (download != null && asked == null) {
            cut();
        } else if (download == null && reused && mayReplay()) {
            closeUpstream();
            asked = asked().again(newParser());
            connect();
        } else {
            fail(UpstreamFault.BROKEN);
        }
    }

    /// The response's body is one that its filter does not let pass.
    private void unfit() {
        if (asked == null) {
            cut();
        } else {
            fail(UpstreamFault.UNFIT);
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
        endOrWait();
    }

    private void fail(UpstreamFault fault) {
        abort();
        exchange.failed(asked().handler().failed(fault));
    }

    /// Lets go of the upstream, so that it knows at once.
    void abort() {
        over = true;
        stopTimers();
        stall.stop();
        closeUpstream();
    }

    private void closeUpstream() {
        Wire wire = upstream;
        upstream = null;
        if (wire != null) {
            wire.close();
        }
    }

    private void stopTimers() {
        client.ownTimer().disarm();
        if (upload != null) {
            upload.stop();
        }
        if (download != null) {
            download.stop();
        }
    }

    boolean isEventStream() {
        Download running = download;
        return running != null && running.isEventStream();
    }
}
