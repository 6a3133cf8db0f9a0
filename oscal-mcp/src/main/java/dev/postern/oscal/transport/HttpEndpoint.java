package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Generation;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.mcp.MessageReader;
import dev.postern.oscal.mcp.RpcError;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Node;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;

/// The one path of streamable HTTP, for both generations and without sessions. Each request has a thread of its own.
final class HttpEndpoint implements HttpHandler {
    /// A catalog of NIST's in the argument of a call, and room for its escapes.
    static final int MAX_BODY = 16 * 1024 * 1024;

    /// How long a caller hears nothing before it gets a sign of life, which also shows whether it is still there.
    private static final long SILENCE = 2_000;

    private final McpServer server;
    private final Executor threads;
    private final MessageReader messages = new MessageReader();
    private final JsonWriter json = new JsonWriter();

    HttpEndpoint(McpServer server, Executor threads) {
        this.server = server;
        this.threads = threads;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (!LoopbackRule.hostIsOurs(exchange.getRequestHeaders())) {
            refuse(exchange, 421, "This server answers to localhost and 127.0.0.1 only.");
        } else if (!LoopbackRule.originIsOurs(exchange.getRequestHeaders())) {
            refuse(exchange, 403, "This server answers no pages of other origins.");
        } else if (!exchange.getRequestPath().equals("/mcp")) {
            refuse(exchange, 404, "The MCP endpoint is at /mcp.");
        } else if (!exchange.getRequestMethod().equals(Methods.POST)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
            refuse(exchange, 405, "This server has no sessions and no stream to GET: POST one message.");
        } else if (!isJson(exchange)) {
            refuse(exchange, 415, "The Content-Type must be application/json.");
        } else if (!accepts(exchange, "application/json")) {
            refuse(exchange, 406, "Accept must allow application/json.");
        } else if (exchange.getRequestContentLength() > MAX_BODY) {
            tooLarge(exchange);
        } else {
            exchange.dispatch(threads, () -> converse(exchange));
        }
    }

    private void converse(HttpServerExchange exchange) {
        exchange.startBlocking();
        try {
            byte[] body = exchange.getInputStream().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                tooLarge(exchange);
            } else {
                receive(exchange, body);
            }
        } catch (IOException gone) {
            exchange.endExchange();
        }
    }

    private void receive(HttpServerExchange exchange, byte[] body) throws IOException {
        Reply reply = new Reply(exchange, json);
        Optional<String> text = text(body);
        if (text.isEmpty()) {
            fail(reply, 400, RpcError.of(RpcError.PARSE_ERROR, "The body is not UTF-8."), Optional.empty());
            return;
        }
        switch (messages.read(text.get())) {
            case MessageReader.Reception.Malformed(var error, var id) -> fail(reply, 400, error, id);
            case MessageReader.Reception.Received(Message.Request request) -> answer(exchange, reply, request);
            case MessageReader.Reception.Received _ -> reply.empty(202);
        }
    }

    private void answer(HttpServerExchange exchange, Reply reply, Message.Request request) throws IOException {
        Optional<RpcError> mismatch = isModern(exchange, request)
                ? MirroredFields.mismatch(exchange.getRequestHeaders(), request)
                : Optional.empty();
        if (mismatch.isPresent()) {
            fail(reply, 400, mismatch.get(), Optional.of(request.id()));
            return;
        }
        switch (server.speaking(request, MirroredFields.version(exchange.getRequestHeaders()))) {
            case McpServer.Speaking.Foreign(var error) -> fail(reply, 400, error, Optional.of(request.id()));
            case McpServer.Speaking.Known(var generation) -> {
                Outbox outbox = new Outbox(request.progressToken());
                threads.execute(() -> outbox.finish(server.answer(request, generation, outbox)));
                deliver(reply, request, generation, outbox, accepts(exchange, "text/event-stream"));
            }
        }
    }

    private static boolean isModern(HttpServerExchange exchange, Message.Request request) {
        return request.version().isPresent() || exchange.getRequestHeaders().contains(new HttpString("Mcp-Method"));
    }

    private static void deliver(
            Reply reply, Message.Request request, Generation generation, Outbox outbox, boolean mayStream)
            throws IOException {
        try {
            while (true) {
                switch (outbox.next(SILENCE)) {
                    case Outbox.Letter.Last(var answer) -> {
                        reply.last(status(generation, answer), answer.toMessage(Optional.of(request.id())));
                        return;
                    }
                    case Outbox.Letter.Progress(var notification) when mayStream -> reply.event(notification);
                    case Outbox.Letter.Progress _ -> {}
                    case null -> {
                        if (mayStream) {
                            reply.comment();
                        }
                    }
                }
            }
        } catch (InterruptedException _) {
            outbox.cancel();
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            outbox.cancel();
            throw gone;
        }
    }

    private static int status(Generation generation, Answer answer) {
        return generation instanceof Generation.Modern
                        && answer instanceof Answer.Failure(var error)
                        && error.code() == RpcError.METHOD_NOT_FOUND
                ? 404
                : 200;
    }

    private static void fail(Reply reply, int status, RpcError error, Optional<Node> id) throws IOException {
        reply.last(status, new Answer.Failure(error).toMessage(id));
    }

    private void tooLarge(HttpServerExchange exchange) {
        refuse(exchange, 413, "The body is larger than " + MAX_BODY + " bytes.");
    }

    /// Before a message was read; the rest of the body is nobody's business any more.
    private void refuse(HttpServerExchange exchange, int status, String why) {
        exchange.setPersistent(false);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender()
                .send(json.compact(Answer.failure(RpcError.INVALID_REQUEST, why).toMessage(Optional.empty())));
    }

    private static boolean isJson(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static boolean accepts(HttpServerExchange exchange, String type) {
        HeaderValues accept = exchange.getRequestHeaders().get(Headers.ACCEPT);
        if (accept == null) {
            return true;
        }
        String all = String.join(",", accept).toLowerCase(Locale.ROOT);
        return all.contains(type) || all.contains("*/*") || all.contains(type.split("/", 2)[0] + "/*");
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException broken) {
            return Optional.empty();
        }
    }
}
