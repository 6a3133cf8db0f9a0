package dev.postern.relay;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One request on a client's connection, from its head to its response's last byte.
final class ClientExchange implements Exchange {
    /// How much of a refused request's body is read so that the connection can stay.
    private static final int DRAIN_BYTES = 256 * 1024;

    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

    private enum Phase {
        DECIDING,
        /// The body is read so that it can be judged.
        READING,
        RELAYING,
        ANSWERED,
        OVER
    }

    private final ClientConnection connection;
    private final ExchangeHandler handler;
    private RequestHead request;
    private final BodyDecoder body;
    private final Stopwatch stopwatch;
    private Consumer<Ending> onEnd = _ -> {};
    private @Nullable Runnable whenOver;
    private Phase phase = Phase.DECIDING;
    private @Nullable WholeBody reading;

    /// What was read of the body already, until it is forwarded.
    private byte @Nullable [] whole;

    private @Nullable Relaying relaying;
    private boolean stays;
    private int status;
    private long drained;
    private long requestBytes;
    private long responseBytes;

    ClientExchange(ClientConnection connection, ExchangeHandler handler, RequestHead request, long since) {
        this.connection = connection;
        this.handler = handler;
        this.request = request;
        body = BodyDecoder.of(request.framing());
        stays = request.keepAlive();
        stopwatch = new Stopwatch(since);
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public InetAddress peer() {
        return connection.peer();
    }

    @Override
    public @Nullable Object note() {
        return connection.note();
    }

    @Override
    public void note(Object note) {
        connection.note(note);
    }

    @Override
    public void onEnd(Consumer<Ending> listener) {
        onEnd = listener;
    }

    @Override
    public void whenOver(Runnable action) {
        Runnable before = whenOver;
        whenOver = before == null
                ? action
                : () -> {
                    before.run();
                    action.run();
                };
    }

    @Override
    public <T> void offload(Supplier<T> work, Consumer<T> then) {
        connection.lane().offload().execute(() -> {
            try {
                T result = work.get();
                comeBack(() -> {
                    then.accept(result);
                    connection.pump();
                });
            } catch (RuntimeException mistake) {
                comeBack(() -> mistaken(mistake));
            }
        });
    }

    private void comeBack(Runnable step) {
        try {
            connection.lane().thread().execute(() -> {
                if (phase == Phase.DECIDING) {
                    connection.guard(step);
                }
            });
        } catch (RejectedExecutionException _) {
            // the process is stopping and this connection is closed already
        }
    }

    @Override
    public void readBody(int bound, Consumer<byte[]> then) {
        if (request.framing() instanceof Framing.Length(long bytes) && bytes > Math.min(bound, maxBodyBytes())) {
            malformed(WholeBody.tooLarge());
            return;
        }
        invite();
        WholeBody begun =
                new WholeBody(connection, body, request.framing(), bound, then, () -> malformed(Upload.tooSlow()));
        reading = begun;
        phase = Phase.READING;
        begun.watch();
        read(begun);
        if (phase == Phase.READING && connection.wire().inputEnded()) {
            malformed(bodyCut());
        }
    }

    /// Tells a client that asked that its body is welcome.
    void invite() {
        if (!body.ended()
                && request.expectsContinue()
                && !connection.wire().input().hasRemaining()) {
            connection.wire().out().write(ByteBuffer.wrap(StatusLine.continueResponse()));
        }
    }

    /// Takes what came of a body that is to be judged, and goes on once it is whole.
    private boolean read(WholeBody running) {
        ByteBuffer in = connection.wire().input();
        int before = in.remaining();
        try {
            countRequest(running.take(in));
        } catch (MalformedMessage why) {
            malformed(why);
            return true;
        }
        boolean took = in.remaining() < before;
        if (running.isWhole()) {
            byte[] bytes = running.whole();
            reading = null;
            phase = Phase.DECIDING;
            whole = bytes;
            running.give(bytes);
        }
        return took;
    }

    private void stopReading() {
        WholeBody running = reading;
        reading = null;
        whole = null;
        if (running != null) {
            running.stop();
        }
    }

    /// What was read of the body already, to be sent now; null where nothing was.
    byte @Nullable [] takeWhole() {
        byte[] bytes = whole;
        whole = null;
        return bytes;
    }

    @Override
    public void forward(String path, Fields fields, UpstreamHandler upstreamHandler) {
        stopwatch.decided();
        phase = Phase.RELAYING;
        if (request.framing() instanceof Framing.Length(long bytes) && bytes > maxBodyBytes()) {
            malformed(WholeBody.tooLarge());
            return;
        }
        if (connection.wire().inputEnded()) {
            passOver(connection.wire().input());
            clientLeft();
            return;
        }
        Relaying begun = new Relaying(connection, this, path, fields, upstreamHandler);
        relaying = begun;
        begun.start();
    }

    @Override
    public void answer(Answer answer) {
        stopwatch.decided();
        phase = Phase.ANSWERED;
        status = answer.status();
        responseBytes = answer.body().length;
        stays = stays && mayDrain() && !request.expectsContinue() && !isLast();
        MessageWriter writer = connection.lane().writer();
        writer.answer(answer, connection.lane().date(), stays, request.is("HEAD"));
        writer.sendTo(connection.wire().out());
        if (connection.wire().out().isFull() || (stays && !body.ended())) {
            connection.ownTimer().set(DRAIN_TIMEOUT, this::stopDraining);
        }
        settle();
    }

    private void stopDraining() {
        stays = false;
        if (connection.wire().out().isFull()) {
            endAndClose(Ending.How.CLIENT_GONE);
        } else {
            settle();
        }
    }

    private boolean mayDrain() {
        return !(request.framing() instanceof Framing.Length(long bytes)) || bytes <= DRAIN_BYTES;
    }

    /// Whether the connection ends with this response, whatever the client would like.
    boolean isLast() {
        return connection.lane().isDraining() || connection.wire().inputEnded();
    }

    /// Takes some of the body that came; false where nothing could be taken.
    boolean takeInput() {
        return switch (phase) {
            case DECIDING, OVER -> false;
            case READING -> reading != null && read(reading);
            case RELAYING -> !body.ended() && relayInput();
            case ANSWERED -> drain(connection.wire().input());
        };
    }

    private boolean relayInput() {
        Relaying running = relaying;
        return running != null && running.takeRequestBody();
    }

    private boolean drain(ByteBuffer in) {
        int before = in.remaining();
        if (stays && !body.ended()) {
            passOver(in);
        }
        int taken = before - in.remaining();
        drained += taken;
        stays = stays && drained <= DRAIN_BYTES;
        settle();
        return taken > 0;
    }

    private void passOver(ByteBuffer in) {
        MessageWriter writer = connection.lane().writer();
        try {
            body.decode(in, writer.beginPiece(false));
        } catch (MalformedMessage _) {
            stays = false;
        } finally {
            writer.discard();
        }
    }

    /// Goes on as soon as the answer is out and the request is whole.
    private void settle() {
        if (phase != Phase.ANSWERED || connection.wire().out().isFull()) {
            return;
        }
        if (!stays) {
            end(Ending.How.ANSWERED);
            connection.lingerAndClose();
        } else if (body.ended()) {
            end(Ending.How.ANSWERED);
            connection.next();
        }
    }

    void inputEnded() {
        switch (phase) {
            case RELAYING -> clientLeft();
            case READING -> malformed(bodyCut());
            case ANSWERED -> {
                stays = false;
                settle();
            }
            case DECIDING, OVER -> {}
        }
    }

    private void clientLeft() {
        Relaying running = relaying;
        boolean cut = !body.ended();
        if (running != null) {
            running.abort();
        }
        if (cut && status == 0) {
            malformed(bodyCut());
        } else {
            endAndClose(cut ? Ending.How.REQUEST_CUT : Ending.How.CLIENT_GONE);
        }
    }

    private static MalformedMessage bodyCut() {
        return new MalformedMessage(400, "body_cut", "the request's body ended before its time");
    }

    /// The body turned out to be no HTTP: nobody gets it as complete.
    void malformed(MalformedMessage why) {
        stays = false;
        stopReading();
        if (status != 0) {
            endAndClose(Ending.How.REQUEST_CUT);
            return;
        }
        phase = Phase.DECIDING;
        handler.malformed(this, why);
    }

    /// A mistake of ours: whoever waits gets an answer, or sees a response that is not whole end as such.
    void mistaken(RuntimeException mistake) {
        if (phase == Phase.OVER) {
            connection.close();
            return;
        }
        Relaying running = relaying;
        if (running != null) {
            running.abort();
        }
        stopReading();
        stays = false;
        if (status != 0 || phase == Phase.ANSWERED) {
            endAndClose(Ending.How.MISTAKEN);
            return;
        }
        phase = Phase.DECIDING;
        try {
            handler.mistaken(this, mistake);
        } catch (RuntimeException _) {
            endAndClose(Ending.How.MISTAKEN);
        }
    }

    void outputDrained() {
        Relaying running = relaying;
        if (phase == Phase.RELAYING && running != null) {
            running.clientTakesMore();
        } else {
            settle();
        }
    }

    /// The upstream gave nothing to relay.
    void failed(Answer answer) {
        phase = Phase.DECIDING;
        answer(answer);
        connection.pump();
    }

    /// The response is out whole.
    void relayed(Ending.How how) {
        boolean next = stays && body.ended() && !isLast();
        end(how);
        if (next) {
            connection.next();
        } else {
            connection.lingerAndClose();
        }
    }

    void endAndClose(Ending.How how) {
        end(how);
        connection.close();
    }

    /// The response is a stream: what only its beginning needed is not kept for as long as it lasts.
    void streams() {
        request = request.withoutFields();
        connection.note(null);
    }

    BodyDecoder body() {
        return body;
    }

    boolean stays() {
        return stays;
    }

    void responseBegins(int responseStatus) {
        status = responseStatus;
        stopwatch.upstreamAnswered();
        stays = stays && !isLast();
    }

    /// Counts what is passed on, or read, of the request's body.
    void countRequest(int bytes) throws MalformedMessage {
        requestBytes += bytes;
        if (requestBytes > maxBodyBytes()) {
            throw WholeBody.tooLarge();
        }
    }

    private long maxBodyBytes() {
        return connection.lane().upstreams().config().maxBodyBytes();
    }

    void countResponse(int bytes) {
        responseBytes += bytes;
    }

    /// Whether this is a stream that ends only when somebody ends it.
    boolean isOpenEnded() {
        Relaying running = relaying;
        return phase == Phase.RELAYING && running != null && running.isEventStream() && request.is("GET");
    }

    void endStream() {
        Relaying running = relaying;
        if (phase == Phase.RELAYING && running != null) {
            running.endStream(Ending.How.DRAINED);
        }
    }

    void abandon() {
        Relaying running = relaying;
        if (running != null) {
            running.abort();
        }
        endAndClose(Ending.How.CLIENT_GONE);
    }

    private void end(Ending.How how) {
        phase = Phase.OVER;
        stopReading();
        connection.ownTimer().disarm();
        Runnable over = whenOver;
        whenOver = null;
        if (over != null) {
            over.run();
        }
        onEnd.accept(stopwatch.ending(how, status, requestBytes, responseBytes));
    }
}
