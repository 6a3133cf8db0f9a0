package dev.postern.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.IntSupplier;

/// A port whose connections lead to another port of this machine; passes bytes back untouched, and there as it is told.
final class Tunnel implements AutoCloseable {
    /// Sees bytes on their way there, as each write of the client has them, and says what goes on.
    interface Alteration {
        byte[] of(byte[] buffer, int length);
    }

    /// Sees bytes on their way there.
    interface Witness {
        void saw(byte[] buffer, int length);
    }

    private final LoopbackServer listener;
    private final IntSupplier target;
    private final Alteration alteration;

    /// @param target asked for each new connection
    Tunnel(IntSupplier target, Witness witness) {
        this(target, (buffer, length) -> {
            witness.saw(buffer, length);
            return Arrays.copyOf(buffer, length);
        });
    }

    /// @param target asked for each new connection
    Tunnel(IntSupplier target, Alteration alteration) {
        this.target = target;
        this.alteration = alteration;
        this.listener = new LoopbackServer(this::connect);
    }

    int port() {
        return listener.port();
    }

    private void connect(Socket near) {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt())) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pass(far, near, Arrays::copyOf));
            pass(near, far, alteration);
            back.join();
        } catch (IOException _) {
            // The far side refuses: closing the near side says so.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to, Alteration alteration) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(alteration.of(buffer, read));
            }
            to.shutdownOutput();
        } catch (IOException _) {
            hangUp(from, to);
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
        listener.close();
    }
}
