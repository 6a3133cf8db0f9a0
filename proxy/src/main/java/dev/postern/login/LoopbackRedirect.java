package dev.postern.login;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Where the browser comes back to: one path on a port of the loopback (RFC 8252 §7.3), for as long as a login takes.
final class LoopbackRedirect implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final byte[] ADDRESS = {127, 0, 0, 1};
    private static final String PATH = "/callback";

    private final HttpServer server;
    private volatile Predicate<String> taker = _ -> false;

    private LoopbackRedirect(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// Listens on this port, or on any where it is 0.
    static LoopbackRedirect listening(int port) throws IOException {
        return new LoopbackRedirect(HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port), 0));
    }

    String uri() {
        return "http://" + HOST + ":" + port() + PATH;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// From now on every answer is given to this taker, who tells whether it was the one awaited.
    void giveTo(Predicate<String> next) {
        taker = next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isAnswer = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getRawPath().equals(PATH)
                    && exchange.getRequestURI().getRawQuery() != null;
            if (!isAnswer) {
                send(exchange, 404, "Not found", "There is nothing here.");
            } else if (taker.test(exchange.getRequestURI().getRawQuery())) {
                send(exchange, 200, "Postern", "You may close this page; the terminal says how it went.");
            } else {
                send(exchange, 400, "Postern", "This is not the answer to the login that runs. Nothing was done.");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String title, String sentence) throws IOException {
        byte[] page = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <body style="font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1rem">
                <h1 style="font-size: 1.4rem">%s</h1>
                <p>%s</p>
                </html>
                """.formatted(title, title, sentence).getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        headers.set("Connection", "close");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }

    @Override
    public void close() {
        // One second for the page that is just being sent.
        server.stop(1);
    }
}
