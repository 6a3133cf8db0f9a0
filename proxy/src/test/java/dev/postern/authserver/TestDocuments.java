package dev.postern.authserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.config.KeysConfig;
import dev.postern.outbound.GuardedClient;
import dev.postern.outbound.IssuerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A website on this machine with what clients publish of themselves.
final class TestDocuments implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, String> fields = new ConcurrentHashMap<>();
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final HttpServer server;
    volatile int status = 200;

    TestDocuments() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /// A client of documents that may be on this machine.
    static GuardedClient client(InstantSource clock) {
        KeysConfig calls =
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(20), 1024, false);
        return new GuardedClient(calls, true, Duration.ofSeconds(20), InetAddress::getAllByName, clock);
    }

    /// A client of issuers, which may be on this machine.
    static IssuerClient issuers() {
        return new IssuerClient(
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(20), 8192, false));
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /// Publishes a text, whose `%s` become its own URL; answers with the URL.
    String publish(String path, String text) {
        documents.put(path, text.replace("%s", url(path)));
        return url(path);
    }

    /// A document as it should be, with these members besides.
    String client(String path, String more) {
        return publish(
                path, """
                {"client_id": "%s", "client_name": "Document client", "redirect_uris": ["REDIRECT"] MORE}
                """.replace("REDIRECT", TestFace.REDIRECT).replace("MORE", more.isEmpty() ? "" : ", " + more));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
        requests.add(path + (tag == null ? "" : " " + tag));
        fields.forEach(exchange.getResponseHeaders()::set);
        String document = documents.get(path);
        if (status != 200 || document == null) {
            exchange.sendResponseHeaders(status == 200 ? 404 : status, -1);
        } else if (tag != null && tag.equals(fields.get("ETag"))) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] body = document.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
