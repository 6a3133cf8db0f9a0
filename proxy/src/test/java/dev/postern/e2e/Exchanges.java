package dev.postern.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Plain HTTP exchanges of both MCP generations, where a test must see the bytes that a client library hides.
final class Exchanges implements AutoCloseable {
    static final String LEGACY = "2025-11-25";
    static final String MODERN = "2026-07-28";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"e2e","version":"1"}}}""";
    private static final String INITIALIZED = """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpRequest.Builder legacyPost(URI endpoint, String body) {
        return post(endpoint, body).header("MCP-Protocol-Version", LEGACY);
    }

    /// A call of a tool without arguments in the stateless generation.
    HttpRequest.Builder modernCall(URI endpoint, String tool) {
        String body = """
                {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"%s","arguments":{},"_meta":{\
                "io.modelcontextprotocol/protocolVersion":"%s","io.modelcontextprotocol/clientCapabilities":{},\
                "io.modelcontextprotocol/clientInfo":{"name":"e2e","version":"1"}}}}""".formatted(tool, MODERN);
        return post(endpoint, body)
                .header("MCP-Protocol-Version", MODERN)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool);
    }

    HttpRequest.Builder initialize(URI endpoint) {
        return post(endpoint, INITIALIZE);
    }

    HttpRequest.Builder initialized(URI endpoint) {
        return legacyPost(endpoint, INITIALIZED);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofInputStream());
    }

    private static HttpRequest.Builder post(URI endpoint, String body) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return client.send(request.timeout(PATIENCE).build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends what is still open too, so that a stream cannot hold the suite.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
