package dev.postern.relay;

import dev.postern.config.UpstreamConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoFuture;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;

/// One I/O thread's connections to the upstream. The one used last is used next, and none is kept as long as common
/// servers keep theirs (uvicorn and Node close after five seconds), nor as this one was seen to; so a request hardly
/// ever
/// meets a closing one.
final class UpstreamPool {
    static final Duration IDLE_LIMIT = Duration.ofSeconds(4);
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final long PROBE_AFTER_NANOS = Duration.ofMillis(500).toNanos();
    private static final OptionMap OPTIONS = OptionMap.create(Options.TCP_NODELAY, true, Options.KEEP_ALIVE, true);

    private final Lane lane;
    private final UpstreamConfig config;
    private final String authority;
    private final ArrayDeque<Idle> idle = new ArrayDeque<>();
    private final IdleLimit limit = new IdleLimit();
    private final Timer expiry;

    UpstreamPool(Lane lane, UpstreamConfig config) {
        this.lane = lane;
        this.config = config;
        authority = config.authority();
        this.expiry = lane.timer();
    }

    UpstreamConfig config() {
        return config;
    }

    /// What `Host` must be.
    String authority() {
        return authority;
    }

    /// A connection that served before and still stands, or null.
    @Nullable
    Wire takeIdle() {
        long now = System.nanoTime();
        for (Idle latest = idle.peekFirst(); latest != null; latest = idle.peekFirst()) {
            long silent = now - latest.since;
            if (!limit.allows(silent)) {
                // Those before it were silent even longer; they stay to show how long the upstream keeps them.
                return null;
            }
            idle.removeFirst();
            boolean fresh = silent < PROBE_AFTER_NANOS;
            if (now - latest.until < 0 && (fresh ? latest.wire.isOpen() : latest.wire.isAlive())) {
                return latest.wire;
            }
            limit.closedAfter(silent);
            latest.wire.close();
        }
        return null;
    }

    /// Keeps a connection on which nothing is due.
    void keep(Wire wire, Duration longest) {
        idle.addFirst(new Idle(wire, longest));
        if (!expiry.isSet()) {
            expiry.set(SWEEP, this::closeExpired);
        }
    }

    /// Opens a new connection and hands it over, or the failure, on the I/O thread.
    void open(BiConsumer<@Nullable Wire, @Nullable IOException> then, Wire.Listener listener) {
        InetSocketAddress address = new InetSocketAddress(config.url().getHost(), config.port());
        IoFuture<StreamConnection> opening = lane.thread().openStreamConnection(address, null, OPTIONS);
        Timer timeout = lane.timer();
        timeout.set(config.connectTimeout(), opening::cancel);
        opening.addNotifier(
                new IoFuture.HandlingNotifier<StreamConnection, Object>() {
                    @Override
                    public void handleDone(StreamConnection connection, @Nullable Object attachment) {
                        timeout.cancel();
                        then.accept(new Wire(lane, connection, listener), null);
                    }

                    @Override
                    public void handleFailed(IOException failure, @Nullable Object attachment) {
                        timeout.cancel();
                        then.accept(null, failure);
                    }

                    @Override
                    public void handleCancelled(@Nullable Object attachment) {
                        then.accept(null, new IOException("not connected in time", new CancellationException()));
                    }
                },
                null);
    }

    void close() {
        expiry.cancel();
        for (Idle connection : idle) {
            connection.wire.close();
        }
        idle.clear();
    }

    private void closeExpired() {
        long now = System.nanoTime();
        for (Idle connection : List.copyOf(idle)) {
            if (now - connection.until >= 0) {
                limit.openAfter(now - connection.since);
                connection.leave();
            }
        }
        if (!idle.isEmpty()) {
            expiry.set(SWEEP, this::closeExpired);
        }
    }

    /// A connection that waits for its next request, and leaves when the other end speaks or closes.
    private final class Idle implements Wire.Listener {
        private final Wire wire;
        private final long since = System.nanoTime();
        private final long until;

        Idle(Wire wire, Duration longest) {
            this.wire = wire;
            wire.listen(this);
            until = since + longest.toNanos();
        }

        private void leave() {
            idle.remove(this);
            wire.close();
        }

        @Override
        public void bytesCame() {
            leave();
        }

        @Override
        public void inputEnded(boolean orderly) {
            limit.closedAfter(System.nanoTime() - since);
            leave();
        }

        @Override
        public void outputDrained() {}

        @Override
        public void mistaken(RuntimeException mistake) {
            leave();
        }
    }
}
