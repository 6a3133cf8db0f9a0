package dev.postern.e2e;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// An upstream that answers every request at once and the same, so that a load meets nothing but Postern.
final class SteadyUpstream implements AutoCloseable {
    private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}";
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";

    private final AtomicInteger answered = new AtomicInteger();
    private final LoopbackServer listener = new LoopbackServer(this::answer);

    int port() {
        return listener.port();
    }

    /// How many whole requests came.
    int answered() {
        return answered.get();
    }

    private void answer(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int length = readHead(in); length >= 0; length = readHead(in)) {
                in.skipNBytes(length);
                answered.incrementAndGet();
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException _) {
            // The peer is gone.
        }
    }

    /// The length of the body to come, negative at the end of the connection.
    private static int readHead(InputStream in) throws IOException {
        int length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.equals("\u0000")) {
                return -1;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return length;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return "\u0000";
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        listener.close();
    }
}
