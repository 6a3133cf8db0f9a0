package dev.postern.oscal.transport;

import dev.postern.oscal.tree.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// One HTTP response: a JSON object, or a stream of events that ends with it.
final class Reply {
    private static final HttpString BUFFERING = new HttpString("X-Accel-Buffering");

    private final HttpServerExchange exchange;
    private final Outgoing outgoing;
    private boolean streaming;

    Reply(HttpServerExchange exchange, Outgoing outgoing) {
        this.exchange = exchange;
        this.outgoing = outgoing;
    }

    /// Without a body.
    void empty(int status) {
        exchange.setStatusCode(status);
        exchange.endExchange();
    }

    /// The whole response, or the end of the stream that was begun.
    void last(int status, ObjectNode message) throws IOException {
        if (streaming) {
            event(message);
        } else {
            byte[] body = bytes(outgoing.text(message));
            exchange.setStatusCode(status);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            exchange.setResponseContentLength(body.length);
            exchange.getOutputStream().write(body);
        }
        exchange.endExchange();
    }

    /// A message before the last.
    void event(ObjectNode message) throws IOException {
        write("event: message\ndata: " + outgoing.text(message) + "\n\n");
    }

    /// Nothing, to learn whether the client is still there.
    void comment() throws IOException {
        write(":\n\n");
    }

    private void write(String event) throws IOException {
        if (!streaming) {
            streaming = true;
            exchange.getResponseHeaders()
                    .put(Headers.CONTENT_TYPE, "text/event-stream")
                    .put(Headers.CACHE_CONTROL, "no-cache")
                    .put(BUFFERING, "no");
        }
        OutputStream out = exchange.getOutputStream();
        out.write(bytes(event));
        out.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
