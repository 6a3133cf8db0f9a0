package dev.postern.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Stands before the upstream, passes bytes both ways untouched, and keeps every byte that was on its way to the
/// upstream.
final class Recorder implements AutoCloseable {
    private final ServerSocket listener;
    private final int upstream;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    Recorder(int upstream) {
        this.upstream = upstream;
        try {
            this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    String seen() {
        synchronized (seen) {
            return seen.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                Thread.ofVirtual().start(() -> tunnel(near));
            } catch (IOException _) {
                // Closed, or a connection that was gone before it was taken.
            }
        }
    }

    private void tunnel(Socket near) {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pass(far, near, false));
            pass(near, far, true);
            back.join();
        } catch (IOException _) {
            // The upstream refuses: closing the near side says so.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Socket to, boolean recorded) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (recorded) {
                    note(buffer, read);
                }
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException _) {
            hangUp(from, to);
        }
    }

    private void note(byte[] buffer, int length) {
        synchronized (seen) {
            seen.write(buffer, 0, length);
        }
    }

    private static void hangUp(Socket... sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException _) {
                // Gone already, which is what is wanted.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
