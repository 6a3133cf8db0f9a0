package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Generation;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.mcp.MessageReader;
import dev.postern.oscal.mcp.RpcError;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/// One message a line on standard input and output, until the input ends. Nothing else may write to that output.
public final class Stdio {
    private static final long SILENCE = 1_000;

    /// What calls have left when the input has ended.
    private static final Duration PARTING = Duration.ofSeconds(5);

    private final McpServer server;
    private final Admission admission;
    private final Lines in;
    private final OutputStream out;
    private final MessageReader messages = new MessageReader();
    private final Outgoing outgoing = new Outgoing();
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, Outbox> underWay = new ConcurrentHashMap<>();
    private volatile Optional<String> agreed = Optional.empty();

    public Stdio(McpServer server, InputStream in, OutputStream out) {
        this(server, in, out, Bounds.ordinary());
    }

    public Stdio(McpServer server, InputStream in, OutputStream out, Bounds bounds) {
        this.server = server;
        admission = new Admission(bounds);
        this.in = new Lines(in, bounds.messageBytes());
        this.out = out;
    }

    /// Until the input ends and what was asked is answered, or has had some seconds for it.
    public void run() throws IOException {
        try (ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("call-", 0).factory())) {
            for (Lines.Line line = in.next(); !(line instanceof Lines.Line.End); line = in.next()) {
                receive(line, threads);
            }
            underWay.values().forEach(outbox -> outbox.hurry(PARTING));
        }
    }

    private void receive(Lines.Line line, ExecutorService threads) throws IOException {
        switch (line) {
            case Lines.Line.End _ -> {}
            case Lines.Line.TooLong _ -> refuse(Optional.empty(), "The line is too long.");
            case Lines.Line.Whole(var text) -> {
                // Nothing more is read until there is room for it.
                Optional<Admission.Place> place = admission.work(text.length());
                if (place.isEmpty()) {
                    refuse(Optional.empty(), "The server works on as much as it has memory for. Try again soon.");
                    return;
                }
                receive(text, place.get(), threads);
            }
        }
    }

    private void receive(String text, Admission.Place place, ExecutorService threads) throws IOException {
        boolean begun = false;
        try {
            switch (messages.read(text)) {
                case MessageReader.Reception.Malformed(var error, var id) ->
                    write(new Answer.Failure(error).toMessage(id));
                case MessageReader.Reception.Received(Message.Request request) ->
                    begun = begin(request, place, threads);
                case MessageReader.Reception.Received(Message.Notification notification) -> note(notification);
                case MessageReader.Reception.Received(Message.Reply _) -> {}
            }
        } finally {
            if (!begun) {
                place.close();
            }
        }
    }

    private void refuse(Optional<Node> id, String why) throws IOException {
        write(Answer.failure(RpcError.INVALID_REQUEST, why).toMessage(id));
    }

    private boolean begin(Message.Request request, Admission.Place place, ExecutorService threads) throws IOException {
        switch (server.speaking(request, agreed)) {
            case McpServer.Speaking.Foreign(var error) -> {
                write(new Answer.Failure(error).toMessage(Optional.of(request.id())));
                return false;
            }
            case McpServer.Speaking.Known(var generation) -> {
                String key = key(request.id());
                Outbox outbox =
                        new Outbox(request.progressToken(), admission.bounds().call());
                if (underWay.putIfAbsent(key, outbox) != null) {
                    refuse(Optional.of(request.id()), "A request with this id is under way.");
                    return false;
                }
                threads.execute(() -> deliver(request, key, outbox));
                threads.execute(() -> work(request, generation, outbox, place));
                return true;
            }
        }
    }

    private void work(Message.Request request, Generation generation, Outbox outbox, Admission.Place place) {
        try (place) {
            outbox.work(() -> {
                Answer answer = server.answer(request, generation, outbox);
                agree(request, answer);
                return answer;
            });
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
                switch (outbox.next(SILENCE)) {
                    case Outbox.Letter.Progress(var notification) -> write(notification);
                    case Outbox.Letter.Last(var answer) -> {
                        last = true;
                        // Who has cancelled a request hears no more of it.
                        if (!outbox.isCancelled() || outbox.isLate()) {
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
        return outgoing.text(id);
    }

    private void write(ObjectNode message) throws IOException {
        byte[] line = (outgoing.text(message) + "\n").getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            out.write(line);
            out.flush();
        } finally {
            writing.unlock();
        }
    }
}
