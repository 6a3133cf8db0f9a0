package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Generation;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.mcp.MessageReader;
import dev.postern.oscal.mcp.RpcError;
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
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/// The one path of streamable HTTP, for both generations and without sessions. Each request has a thread of its own.
final class HttpEndpoint implements HttpHandler {
    /// What is read before it is known what it wants.
    private static final int SMALL = 64 * 1024;

    /// What takes a place among those worked on, whatever its size.
    private static final Set<String> HEAVY =
            Set.of("tools/call", "resources/read", "prompts/get", "completion/complete");

    /// How long a caller hears nothing before it gets a sign of life, which also shows whether it is still there.
    private static final long SILENCE = 2_000;

    private final McpServer server;
    private final Executor threads;
    private final Executor workers;
    private final Admission admission;
    private final MessageReader messages = new MessageReader();
    private final Outgoing outgoing = new Outgoing();

    /// @param threads for conversations, which mostly wait
    /// @param workers for answers, which take a processor each
    HttpEndpoint(McpServer server, Executor threads, Executor workers, Admission admission) {
        this.server = server;
        this.threads = threads;
        this.workers = workers;
        this.admission = admission;
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
        } else if (exchange.getRequestContentLength() > most()) {
            tooLarge(exchange);
        } else {
            exchange.dispatch(threads, () -> converse(exchange));
        }
    }

    private int most() {
        return admission.bounds().messageBytes();
    }

    private void converse(HttpServerExchange exchange) {
        exchange.startBlocking();
        long length = exchange.getRequestContentLength();
        Optional<Admission.Place> held = admission.hold(length < 0 ? most() : length);
        if (held.isEmpty()) {
            busy(exchange);
            return;
        }
        try (Admission.Place place = held.get()) {
            byte[] body = body(exchange);
            if (body.length > most()) {
                tooLarge(exchange);
                return;
            }
            Optional<Admission.Place> worked = body.length > SMALL ? admission.work(body.length) : Optional.empty();
            if (body.length > SMALL && worked.isEmpty()) {
                busy(exchange);
                return;
            }
            receive(exchange, body, place, worked);
        } catch (IOException gone) {
            exchange.endExchange();
        }
    }

    /// Who sends too slowly loses the connection, which ends the reading.
    private byte[] body(HttpServerExchange exchange) throws IOException {
        XnioExecutor.Key late = exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()),
                        admission.bounds().body().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return exchange.getInputStream().readNBytes(most() + 1);
        } finally {
            late.remove();
        }
    }

    private void receive(
            HttpServerExchange exchange, byte[] body, Admission.Place held, Optional<Admission.Place> worked)
            throws IOException {
        Reply reply = new Reply(exchange, outgoing);
        boolean handedOn = false;
        try {
            MessageReader.Reception reception = read(body);
            held.close();
            switch (reception) {
                case MessageReader.Reception.Malformed(var error, var id) -> fail(reply, 400, error, id);
                case MessageReader.Reception.Received(Message.Request request) -> {
                    handedOn = true;
                    answer(exchange, reply, request, worked);
                }
                case MessageReader.Reception.Received _ -> reply.empty(202);
            }
        } finally {
            if (!handedOn) {
                worked.ifPresent(Admission.Place::close);
            }
        }
    }

    private MessageReader.Reception read(byte[] body) {
        return text(body)
                .map(messages::read)
                .orElseGet(() -> new MessageReader.Reception.Malformed(
                        RpcError.of(RpcError.PARSE_ERROR, "The body is not UTF-8."), Optional.empty()));
    }

    /// @param worked its place, which is given back when the work on it ends
    private void answer(
            HttpServerExchange exchange, Reply reply, Message.Request request, Optional<Admission.Place> worked)
            throws IOException {
        Optional<Admission.Place> place =
                worked.isEmpty() && HEAVY.contains(request.method()) ? admission.work(0) : worked;
        Optional<Generation> generation = place.isEmpty() && HEAVY.contains(request.method())
                ? unserved(exchange)
                : generation(exchange, reply, request);
        if (generation.isEmpty()) {
            place.ifPresent(Admission.Place::close);
            return;
        }
        Outbox outbox = new Outbox(request.progressToken(), admission.bounds().call());
        workers.execute(() -> {
            try {
                outbox.work(() -> server.answer(request, generation.get(), outbox));
            } finally {
                place.ifPresent(Admission.Place::close);
            }
        });
        deliver(reply, request, generation.get(), outbox, accepts(exchange, "text/event-stream"));
    }

    private Optional<Generation> unserved(HttpServerExchange exchange) {
        busy(exchange);
        return Optional.empty();
    }

    /// Which it speaks; where that cannot be told, the request is answered here.
    private Optional<Generation> generation(HttpServerExchange exchange, Reply reply, Message.Request request)
            throws IOException {
        Optional<RpcError> mismatch = isModern(exchange, request)
                ? MirroredFields.mismatch(exchange.getRequestHeaders(), request)
                : Optional.empty();
        if (mismatch.isPresent()) {
            fail(reply, 400, mismatch.get(), Optional.of(request.id()));
            return Optional.empty();
        }
        return switch (server.speaking(request, MirroredFields.version(exchange.getRequestHeaders()))) {
            case McpServer.Speaking.Foreign(var error) -> {
                fail(reply, 400, error, Optional.of(request.id()));
                yield Optional.empty();
            }
            case McpServer.Speaking.Known(var generation) -> Optional.of(generation);
        };
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
        refuse(exchange, 413, "The body is larger than " + most() + " bytes.");
    }

    private void busy(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "5");
        refuse(exchange, 503, "The server works on as much as it has memory for. Try again soon.");
    }

    /// Before a message was read; the rest of the body is nobody's business any more.
    private void refuse(HttpServerExchange exchange, int status, String why) {
        exchange.setPersistent(false);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender()
                .send(outgoing.text(
                        Answer.failure(RpcError.INVALID_REQUEST, why).toMessage(Optional.empty())));
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
