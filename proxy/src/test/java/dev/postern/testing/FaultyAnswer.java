package dev.postern.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/// Sends a document in the way a fault demands.
final class FaultyAnswer {
    private static final Duration SLOW = Duration.ofSeconds(10);

    private FaultyAnswer() {}

    static void send(HttpExchange exchange, Fault fault, String document) throws IOException {
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        switch (fault) {
            case NONE, WRONG_ISSUER -> whole(exchange, 200, body);
            case ERROR -> whole(exchange, 500, "<html>error</html>".getBytes(StandardCharsets.UTF_8));
            case BAD_REQUEST -> whole(exchange, 400, "{\"error\":\"bad\"}".getBytes(StandardCharsets.UTF_8));
            case UNAUTHORIZED ->
                whole(exchange, 401, "{\"error\":\"invalid_client\"}".getBytes(StandardCharsets.UTF_8));
            case NOT_FOUND -> whole(exchange, 404, "{\"error\":\"none\"}".getBytes(StandardCharsets.UTF_8));
            case HTML -> whole(exchange, 200, "<!doctype html><html></html>".getBytes(StandardCharsets.UTF_8));
            case EMPTY -> exchange.sendResponseHeaders(200, -1);
            case GARBAGE -> whole(exchange, 200, new byte[] {'{', '"', (byte) 0xff, 0, 7});
            case NO_KEYS -> whole(exchange, 200, "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8));
            case HUGE -> whole(exchange, 200, (document + " ".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8));
            case GZIP -> gzip(exchange, body);
            case REDIRECT -> redirect(exchange);
            case SLOW -> {
                pause(SLOW);
                whole(exchange, 200, body);
            }
            case DRIP -> drip(exchange, body);
            case CUT -> cut(exchange, body);
        }
    }

    private static void whole(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void gzip(HttpExchange exchange, byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        whole(exchange, 200, packed.toByteArray());
    }

    private static void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(302, -1);
    }

    private static void drip(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        OutputStream out = exchange.getResponseBody();
        for (byte one : body) {
            out.write(one);
            out.flush();
            pause(SLOW.dividedBy(body.length));
        }
    }

    private static void cut(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
