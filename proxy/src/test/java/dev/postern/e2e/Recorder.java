package dev.postern.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Stands before the upstream and keeps every byte that was on its way there.
final class Recorder implements AutoCloseable {
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final Tunnel tunnel;

    Recorder(int upstream) {
        this.tunnel = new Tunnel(() -> upstream, this::note);
    }

    int port() {
        return tunnel.port();
    }

    String seen() {
        synchronized (seen) {
            return seen.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void note(byte[] buffer, int length) {
        synchronized (seen) {
            seen.write(buffer, 0, length);
        }
    }

    @Override
    public void close() {
        tunnel.close();
    }
}
