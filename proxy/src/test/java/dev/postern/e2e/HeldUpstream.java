package dev.postern.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// An upstream that answers every request with an event stream: one event at once, the last one only when it is let go.
final class HeldUpstream implements AutoCloseable {
    static final String FIRST = "event: message\r\ndata: {\"first\":true}\r\n\r\n";
    static final String LAST = "event: message\r\ndata: {\"last\":true}\r\n\r\n";

    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<String> hungUp = new CompletableFuture<>();
    private final LoopbackServer listener = new LoopbackServer(this::answer);

    int port() {
        return listener.port();
    }

    void release() {
        released.countDown();
    }

    /// Completed when the other side ends the connection while the response is still open.
    CompletableFuture<String> hungUp() {
        return hungUp;
    }

    private void answer(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            if (!readHead(in)) {
                return;
            }
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + chunk(FIRST))
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.ofVirtual().start(() -> watch(in));
            released.await();
            out.write((chunk(LAST) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException _) {
            // The peer is gone; `watch` has told so.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean readHead(InputStream in) throws IOException {
        int newLines = 0;
        while (newLines < 2) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            newLines = next == '\n' ? newLines + 1 : next == '\r' ? newLines : 0;
        }
        return true;
    }

    private void watch(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
            hungUp.complete("end of input");
        } catch (IOException e) {
            hungUp.complete(String.valueOf(e.getMessage()));
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Override
    public void close() {
        release();
        listener.close();
    }
}
