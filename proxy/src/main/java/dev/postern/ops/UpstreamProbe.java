package dev.postern.ops;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tells whether the upstream's port takes a connection, asking it once a second at most.
final class UpstreamProbe {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final String host;
    private final int port;
    private final LongSupplier nanoTime;
    private boolean asked;
    private long askedAt;
    private @Nullable String trouble;

    UpstreamProbe(String host, int port, LongSupplier nanoTime) {
        this.host = host;
        this.port = port;
        this.nanoTime = nanoTime;
    }

    /// Why the upstream cannot be reached, null where it can.
    synchronized @Nullable String trouble() {
        if (!asked || nanoTime.getAsLong() - askedAt > FRESH) {
            trouble = connect();
            asked = true;
            askedAt = nanoTime.getAsLong();
        }
        return trouble;
    }

    private @Nullable String connect() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
            return null;
        } catch (IOException _) {
            return host + ":" + port + " takes no connection";
        }
    }
}
