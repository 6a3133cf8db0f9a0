package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What one request under way has to say, between the thread that works on it and the one that writes.
final class Outbox implements Call {
    private static final int MOST_UNWRITTEN = 100;

    private final Optional<Node> progressToken;
    private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;

    /// Something to write.
    sealed interface Letter {

        /// How far it is.
        record Progress(ObjectNode notification) implements Letter {}

        /// The end.
        record Last(Answer answer) implements Letter {}
    }

    Outbox(Optional<Node> progressToken) {
        this.progressToken = progressToken;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void progress(long done, long total, String message) {
        if (progressToken.isEmpty() || cancelled || letters.size() >= MOST_UNWRITTEN) {
            return;
        }
        ObjectNode params = new ObjectBuilder()
                .put("progressToken", progressToken.get())
                .put("progress", done)
                .put("total", total)
                .put("message", message)
                .build();
        letters.add(new Letter.Progress(new ObjectBuilder()
                .put("jsonrpc", "2.0")
                .put("method", "notifications/progress")
                .put("params", params)
                .build()));
    }

    void cancel() {
        cancelled = true;
    }

    void finish(Answer answer) {
        letters.add(new Letter.Last(answer));
    }

    /// The next letter, or null when there was none for that long.
    @Nullable
    Letter next(long milliseconds) throws InterruptedException {
        return letters.poll(milliseconds, TimeUnit.MILLISECONDS);
    }
}
