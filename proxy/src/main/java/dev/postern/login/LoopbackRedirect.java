package dev.postern.login;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Where the browser comes back to: one path on a port of the loopback (RFC 8252 §7.3), for as long as a login takes.
/// Of a
/// request only the first line matters, so a few lines do, and no module of the JDK that the image leaves out.
final class LoopbackRedirect implements AutoCloseable {
    private static final byte[] ADDRESS = {127, 0, 0, 1};
    private static final String PATH = "/callback";
    private static final int BACKLOG = 50;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int MAX_HEAD = 64 * 1024;

    private final ServerSocket server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Predicate<String> taker = _ -> false;

    private LoopbackRedirect(ServerSocket server) {
        this.server = server;
    }

    /// Listens on this port, or on any where it is 0.
    static LoopbackRedirect listening(int port) throws IOException {
        LoopbackRedirect redirect =
                new LoopbackRedirect(new ServerSocket(port, BACKLOG, InetAddress.getByAddress(ADDRESS)));
        Thread.ofVirtual().start(redirect::accept);
        return redirect;
    }

    String uri() {
        return "http://127.0.0.1:" + port() + PATH;
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on every answer is given to this taker, who tells whether it was the one awaited.
    void giveTo(Predicate<String> next) {
        taker = next;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                executor.execute(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String head = head(new BufferedInputStream(socket.getInputStream()));
            String line = head.lines().findFirst().orElse("");
            int end = line.lastIndexOf(" HTTP/1.");
            String page = line.startsWith("GET " + PATH + "?") && end > 0
                    ? answer(line.substring(line.indexOf('?') + 1, end))
                    : page("404 Not Found", "There is nothing here.");
            socket.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // the browser left
        }
    }

    private String answer(String query) {
        return taker.test(query)
                ? page("200 OK", "You may close this page; the terminal says how it went.")
                : page("400 Bad Request", "This is not the answer to the login that runs. Nothing was done.");
    }

    /// The whole head: a browser that still writes when the connection ends shows an error instead of the page.
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0 && head.length() < MAX_HEAD; b = in.read()) {
            head.append((char) b);
            if (b == '\n' && head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    private static String page(String status, String sentence) {
        String body = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="color-scheme" content="light dark">
                <title>Postern</title>
                <body style="font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1rem">
                <h1 style="font-size: 1.4rem">Postern</h1>
                <p>%s</p>
                </html>
                """.formatted(sentence);
        return """
                HTTP/1.1 %s\r
                Content-Type: text/html; charset=utf-8\r
                Content-Length: %d\r
                Cache-Control: no-store\r
                Referrer-Policy: no-referrer\r
                X-Content-Type-Options: nosniff\r
                Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                form-action 'none'; frame-ancestors 'none'\r
                Connection: close\r
                \r
                """.formatted(status, body.getBytes(StandardCharsets.UTF_8).length) + body;
    }

    @Override
    public void close() {
        try {
            server.close();
            executor.shutdown();
            // For the page that is just being sent.
            executor.awaitTermination(1, TimeUnit.SECONDS);
        } catch (IOException _) {
            // it listens no more either way
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
