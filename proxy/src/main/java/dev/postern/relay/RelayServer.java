package dev.postern.relay;

import dev.postern.config.ListenerConfig;
import dev.postern.config.UpstreamConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/// The public listener: accepts clients and spreads them over a few I/O threads, each with a [Lane] of its own.
public final class RelayServer implements AutoCloseable {
    private static final int IO_THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());
    private static final int BACKLOG = 1024;

    /// Connections that are accepted beyond those there may be, to look which of them all may stay.
    private static final int SPARE = 16;

    /// For clients that connected while the stop began.
    private static final Duration STILL_ACCEPTING = Duration.ofMillis(250);

    /// For those that are connecting to get through, once nobody else does.
    private static final Duration LAST_HANDSHAKES = Duration.ofMillis(200);

    /// For a client to send the request it is about to send on an idle connection.
    private static final Duration IDLE_GRACE = Duration.ofSeconds(1);

    private static final Duration FLUSH_TIME = Duration.ofSeconds(1);
    private static final long POLL_MILLIS = 20;

    private final ListenerConfig config;
    private final UpstreamConfig upstream;
    private final ExchangeHandler handler;
    private final Executor offload;
    private final ClientCount clients;
    private final XnioWorker worker;
    private final ConcurrentMap<XnioIoThread, Lane> lanes = new ConcurrentHashMap<>();
    private final AcceptingChannel<StreamConnection> acceptor;
    private volatile boolean draining;

    /// Begins to listen.
    ///
    /// @param offload runs what [Exchange#offload] is given
    /// @throws IOException where the address cannot be listened on
    public RelayServer(ListenerConfig config, UpstreamConfig upstream, ExchangeHandler handler, Executor offload)
            throws IOException {
        this.config = config;
        this.upstream = upstream;
        this.handler = handler;
        this.offload = offload;
        clients = new ClientCount(config, OpenFiles.limit());
        worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_NAME, "relay")
                        .set(Options.WORKER_IO_THREADS, IO_THREADS)
                        .set(Options.WORKER_TASK_CORE_THREADS, 1)
                        .set(Options.WORKER_TASK_MAX_THREADS, 1)
                        .getMap());
        acceptor = listen();
    }

    private AcceptingChannel<StreamConnection> listen() throws IOException {
        int accepted = clients.most() + SPARE;
        try {
            AcceptingChannel<StreamConnection> channel = worker.createStreamConnectionServer(
                    config.address(),
                    ChannelListeners.openListenerAdapter(this::accepted),
                    OptionMap.builder()
                            .set(Options.TCP_NODELAY, true)
                            .set(Options.REUSE_ADDRESSES, true)
                            .set(Options.BACKLOG, BACKLOG)
                            .set(Options.CONNECTION_HIGH_WATER, accepted)
                            .set(Options.CONNECTION_LOW_WATER, accepted)
                            .getMap());
            channel.resumeAccepts();
            return channel;
        } catch (IOException | RuntimeException failure) {
            worker.shutdownNow();
            throw failure;
        }
    }

    /// Where it listens, with the port that was picked.
    public InetSocketAddress address() {
        return acceptor.getLocalAddress(InetSocketAddress.class);
    }

    private void accepted(StreamConnection connection) {
        XnioIoThread thread = connection.getIoThread();
        if (thread.equals(Thread.currentThread())) {
            begin(thread, connection);
        } else {
            thread.execute(() -> begin(thread, connection));
        }
    }

    private void begin(XnioIoThread thread, StreamConnection connection) {
        Lane lane = lanes.computeIfAbsent(thread, t -> new Lane(t, upstream, offload, clients));
        if (draining) {
            lane.startDraining();
        }
        InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
        if (peer == null) {
            // it left already
            IoUtils.safeClose(connection);
            return;
        }
        clients.entered(peer.getAddress());
        if (lane.makeRoom(peer.getAddress())) {
            new ClientConnection(lane, connection, peer.getAddress(), handler).start();
        } else {
            ArrayDeque<Lane> others = new ArrayDeque<>(lanes.values());
            others.remove(lane);
            askOthers(others, lane, connection, peer.getAddress());
        }
    }

    /// Looks for room in one lane after the other, each on its own thread, and goes back with what it found.
    private void askOthers(ArrayDeque<Lane> others, Lane home, StreamConnection connection, InetAddress peer) {
        Lane next = others.poll();
        if (next == null) {
            home.thread().execute(() -> refuse(connection, peer));
            return;
        }
        next.thread().execute(() -> {
            if (next.makeRoom(peer)) {
                home.thread().execute(() -> new ClientConnection(home, connection, peer, handler).start());
            } else {
                askOthers(others, home, connection, peer);
            }
        });
    }

    private void refuse(StreamConnection connection, InetAddress peer) {
        clients.refusedOne();
        clients.left(peer);
        IoUtils.safeClose(connection);
    }

    /// Who is connected.
    public ClientCount clients() {
        return clients;
    }

    /// Whether a stop has begun.
    public boolean isDraining() {
        return draining;
    }

    /// Stops: lets requests in flight finish within the drain time-out, ends streams in good order, closes all.
    @Override
    public void close() {
        if (draining) {
            return;
        }
        draining = true;
        long start = System.nanoTime();
        onEachLane(Lane::startDraining);
        if (!lanes.isEmpty()) {
            pause(STILL_ACCEPTING);
        }
        if (SynFilter.attach(address().getPort())) {
            pause(LAST_HANDSHAKES);
        }
        IoUtils.safeClose(acceptor);
        while (sum(Lane::busy) > 0 && elapsed(start).compareTo(config.drainTimeout()) < 0) {
            pause(Duration.ofMillis(POLL_MILLIS));
            closeIdleAfterGrace(start);
        }
        while (sum(Lane::size) > sum(Lane::streams) && elapsed(start).compareTo(IDLE_GRACE) < 0) {
            pause(Duration.ofMillis(POLL_MILLIS));
        }
        endStreams();
        onEachLane(Lane::closeAll);
        worker.shutdown();
    }

    private void closeIdleAfterGrace(long start) {
        if (elapsed(start).compareTo(IDLE_GRACE) > 0) {
            onEachLane(lane -> lane.closeIdle(IDLE_GRACE));
        }
    }

    private void endStreams() {
        onEachLane(Lane::endStreams);
        long start = System.nanoTime();
        while (sum(Lane::size) > 0 && sum(Lane::active) > 0 && elapsed(start).compareTo(FLUSH_TIME) < 0) {
            pause(Duration.ofMillis(POLL_MILLIS));
        }
    }

    private void onEachLane(Consumer<Lane> action) {
        sum(lane -> {
            action.accept(lane);
            return 0;
        });
    }

    /// Asks every lane on its own thread and waits for the answers.
    private int sum(ToIntFunction<Lane> question) {
        AtomicInteger total = new AtomicInteger();
        CountDownLatch answered = new CountDownLatch(lanes.size());
        lanes.forEach((thread, lane) -> thread.execute(() -> {
            try {
                total.addAndGet(question.applyAsInt(lane));
            } finally {
                answered.countDown();
            }
        }));
        try {
            if (!answered.await(5, TimeUnit.SECONDS)) {
                return 0;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return total.get();
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
