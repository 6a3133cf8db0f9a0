package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.mcp.MessageReader;
import dev.postern.oscal.mcp.RpcError;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/// One message a line on standard input and output, until the input ends. Nothing else may write to that output.
public final class Stdio {
    private static final long FOREVER = Long.MAX_VALUE / 2_000_000;

    private final McpServer server;
    private final Lines in;
    private final OutputStream out;
    private final MessageReader messages = new MessageReader();
    private final JsonWriter json = new JsonWriter();
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, Outbox> underWay = new ConcurrentHashMap<>();
    private volatile Optional<String> agreed = Optional.empty();

    public Stdio(McpServer server, InputStream in, OutputStream out) {
        this.server = server;
        this.in = new Lines(in, HttpEndpoint.MAX_BODY);
        this.out = out;
    }

    /// Until the input ends and everything that was asked is answered.
    public void run() throws IOException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Lines.Line line = in.next(); !(line instanceof Lines.Line.End); line = in.next()) {
                receive(line, threads);
            }
        }
    }

    private void receive(Lines.Line line, ExecutorService threads) throws IOException {
        switch (line) {
            case Lines.Line.End _ -> {}
            case Lines.Line.TooLong _ ->
                write(Answer.failure(RpcError.INVALID_REQUEST, "The line is too long.")
                        .toMessage(Optional.empty()));
            case Lines.Line.Whole(var text) -> {
                switch (messages.read(text)) {
                    case MessageReader.Reception.Malformed(var error, var id) ->
                        write(new Answer.Failure(error).toMessage(id));
                    case MessageReader.Reception.Received(Message.Request request) -> begin(request, threads);
                    case MessageReader.Reception.Received(Message.Notification notification) -> note(notification);
                    case MessageReader.Reception.Received(Message.Reply _) -> {}
                }
            }
        }
    }

    private void begin(Message.Request request, ExecutorService threads) throws IOException {
        switch (server.speaking(request, agreed)) {
            case McpServer.Speaking.Foreign(var error) ->
                write(new Answer.Failure(error).toMessage(Optional.of(request.id())));
            case McpServer.Speaking.Known(var generation) -> {
                String key = key(request.id());
                Outbox outbox = new Outbox(request.progressToken());
                if (underWay.putIfAbsent(key, outbox) != null) {
                    write(Answer.failure(RpcError.INVALID_REQUEST, "A request with this id is under way.")
                            .toMessage(Optional.of(request.id())));
                    return;
                }
                threads.execute(() -> {
                    Answer answer = server.answer(request, generation, outbox);
                    agree(request, answer);
                    outbox.finish(answer);
                });
                threads.execute(() -> deliver(request, key, outbox));
            }
        }
    }

    private void agree(Message.Request request, Answer answer) {
        if (request.method().equals("initialize") && answer instanceof Answer.Result(var result)) {
            agreed = result.text("protocolVersion");
        }
    }

    private void note(Message.Notification notification) {
        if (notification.method().equals("notifications/cancelled")) {
            Node id = notification.params().get("requestId");
            Outbox outbox = id == null ? null : underWay.get(key(id));
            if (outbox != null) {
                outbox.cancel();
            }
        }
    }

    private void deliver(Message.Request request, String key, Outbox outbox) {
        try {
            boolean last = false;
            while (!last) {
                switch (outbox.next(FOREVER)) {
                    case Outbox.Letter.Progress(var notification) -> write(notification);
                    case Outbox.Letter.Last(var answer) -> {
                        last = true;
                        // Who has cancelled a request hears no more of it.
                        if (!outbox.isCancelled()) {
                            write(answer.toMessage(Optional.of(request.id())));
                        }
                    }
                    case null -> {}
                }
            }
        } catch (IOException | InterruptedException _) {
            outbox.cancel();
        } finally {
            underWay.remove(key);
        }
    }

    private String key(Node id) {
        return json.compact(id);
    }

    private void write(ObjectNode message) throws IOException {
        byte[] line = (json.compact(message) + "\n").getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            out.write(line);
            out.flush();
        } finally {
            writing.unlock();
        }
    }
}
