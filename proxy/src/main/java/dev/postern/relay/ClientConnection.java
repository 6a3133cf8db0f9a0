package dev.postern.relay;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/// One client's connection: reads heads, lets each request be decided and answered, one after the other.
final class ClientConnection implements Wire.Listener {
    /// For a head to come whole, and for the first byte of a new connection.
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);
    private static final Duration LINGER_TIMEOUT = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 1024 * 1024;

    private enum State {
        /// Between requests, or within a head.
        HEAD,
        /// A request is being decided, answered or relayed.
        EXCHANGE,
        /// The last response is out; what the client still sends is passed over, so that it can read the response.
        LINGERING,
        CLOSED
    }

    private final Lane lane;
    private final ExchangeHandler handler;
    private final InetAddress peer;
    private final Wire wire;
    private final RequestParser parser;
    private final Timer timer;
    private State state = State.HEAD;
    private @Nullable ClientExchange exchange;
    private @Nullable Object note;
    private long idleSince = System.nanoTime();
    private long headSince;
    private int lingered;
    private boolean pumping;

    ClientConnection(Lane lane, StreamConnection connection, InetAddress peer, ExchangeHandler handler) {
        this.lane = lane;
        this.handler = handler;
        parser = new RequestParser(lane.fieldLines());
        this.peer = peer;
        wire = new Wire(lane, connection, this);
        timer = timer();
    }

    void start() {
        lane.opened(this);
        timer.set(HEAD_TIMEOUT, this::close);
        wire.startReading();
    }

    Wire wire() {
        return wire;
    }

    Lane lane() {
        return lane;
    }

    /// The connection's own timer, which an exchange may use until it ends.
    Timer ownTimer() {
        return timer;
    }

    /// A timer whose mistakes end what is under way here.
    Timer timer() {
        return lane.timer(this);
    }

    /// What the handler noted for the next requests.
    @Nullable
    Object note() {
        return note;
    }

    void note(@Nullable Object newNote) {
        note = newNote;
    }

    InetAddress peer() {
        return peer;
    }

    @Override
    public void bytesCame() {
        pump();
    }

    /// Takes as much of the input as can be taken now.
    void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (wire.input().hasRemaining() && step()) {
                // one thing after another
            }
        } finally {
            pumping = false;
        }
        wire.taken();
    }

    private boolean step() {
        return switch (state) {
            case HEAD -> readHead(wire.input());
            case EXCHANGE -> current().takeInput();
            case LINGERING -> linger(wire.input());
            case CLOSED -> false;
        };
    }

    private ClientExchange current() {
        ClientExchange running = exchange;
        if (running == null) {
            throw new IllegalStateException("no exchange is running");
        }
        return running;
    }

    private boolean readHead(ByteBuffer in) {
        try {
            RequestHead head = parser.read(in);
            if (head == null) {
                awaitRestOfHead();
                return false;
            }
            handler.handle(begin(head));
        } catch (MalformedMessage why) {
            refuse(why);
        }
        return true;
    }

    private void awaitRestOfHead() {
        if (headSince == 0) {
            headSince = System.nanoTime();
            timer.set(
                    HEAD_TIMEOUT,
                    () -> refuse(new MalformedMessage(408, "head_timeout", "the head did not come in time")));
        }
    }

    private void refuse(MalformedMessage why) {
        handler.malformed(begin(RequestHead.UNREADABLE), why);
    }

    private ClientExchange begin(RequestHead head) {
        timer.disarm();
        state = State.EXCHANGE;
        ClientExchange begun = new ClientExchange(this, handler, head, headSince);
        exchange = begun;
        headSince = 0;
        return begun;
    }

    /// The exchange is over and the connection may serve another.
    void next() {
        exchange = null;
        state = State.HEAD;
        idleSince = System.nanoTime();
        if (wire.inputEnded() && !wire.input().hasRemaining()) {
            close();
            return;
        }
        timer.set(IDLE_TIMEOUT, this::close);
        pump();
    }

    /// The exchange is over and so is the connection, once the client could read the response.
    void lingerAndClose() {
        exchange = null;
        state = State.LINGERING;
        wire.shutdownOutput();
        if (wire.inputEnded()) {
            close();
            return;
        }
        timer.set(LINGER_TIMEOUT, this::close);
        pump();
    }

    private boolean linger(ByteBuffer in) {
        lingered += in.remaining();
        in.position(in.limit());
        if (lingered > LINGER_BYTES) {
            close();
        }
        return false;
    }

    @Override
    public void inputEnded(boolean orderly) {
        ClientExchange running = exchange;
        if (running != null) {
            running.inputEnded();
        } else {
            close();
        }
    }

    @Override
    public void outputDrained() {
        ClientExchange running = exchange;
        if (running != null) {
            running.outputDrained();
        }
    }

    @Override
    public void mistaken(RuntimeException mistake) {
        ClientExchange running = exchange;
        if (running != null) {
            running.mistaken(mistake);
        } else {
            close();
        }
    }

    /// Takes a step that is not taken for the wire or a timer, so that its mistakes are not lost.
    void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException mistake) {
            mistaken(mistake);
        }
    }

    /// Whether a request is under way that will end by itself.
    boolean isBusy() {
        ClientExchange running = exchange;
        return state == State.LINGERING || (running != null && !running.isOpenEnded());
    }

    /// Whether a stream is under way that ends only when somebody ends it.
    boolean isStreaming() {
        ClientExchange running = exchange;
        return running != null && running.isOpenEnded();
    }

    /// Whether no request is under way, be it that none came or that its head is not whole.
    boolean isWaiting() {
        return state == State.HEAD;
    }

    boolean waitsLongerThan(ClientConnection other) {
        return idleSince - other.idleSince < 0;
    }

    void closeIfIdle(Duration atLeast) {
        boolean idle = state == State.HEAD && headSince == 0;
        if (idle && System.nanoTime() - idleSince >= atLeast.toNanos()) {
            close();
        }
    }

    void endStream() {
        ClientExchange running = exchange;
        if (running != null) {
            running.endStream();
        }
    }

    /// Ends the connection whatever is under way.
    void abandon() {
        ClientExchange running = exchange;
        if (running != null) {
            running.abandon();
        } else {
            close();
        }
    }

    void close() {
        state = State.CLOSED;
        exchange = null;
        note = null;
        timer.cancel();
        wire.close();
        lane.closed(this);
    }
}
