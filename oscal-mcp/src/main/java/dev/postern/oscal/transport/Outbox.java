package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one request under way has to say, between the thread that works on it and the one that writes.
final class Outbox implements Call {
    private static final int MOST_UNWRITTEN = 100;

    /// What work has to notice that it shall end.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Optional<Node> progressToken;
    private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private final ReentrantLock stopping = new ReentrantLock();
    private volatile long end;
    private volatile boolean cancelled;
    private boolean late;
    private @Nullable Thread worker;

    /// Something to write.
    sealed interface Letter {

        /// How far it is.
        record Progress(ObjectNode notification) implements Letter {}

        /// The end.
        record Last(Answer answer) implements Letter {}
    }

    /// @param longest how long the request may take
    Outbox(Optional<Node> progressToken, Duration longest) {
        this.progressToken = progressToken;
        end = System.nanoTime() + longest.toNanos();
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

    /// Does the work on this thread, which is interrupted when the work shall end.
    void work(Supplier<Answer> does) {
        own(Thread.currentThread());
        Answer answer;
        try {
            answer = does.get();
        } finally {
            own(null);
            // The thread goes on to other work.
            Thread.interrupted();
        }
        letters.add(new Letter.Last(answer));
    }

    private void own(@Nullable Thread thread) {
        stopping.lock();
        try {
            worker = thread;
            if (thread != null && cancelled) {
                thread.interrupt();
            }
        } finally {
            stopping.unlock();
        }
    }

    void cancel() {
        stopping.lock();
        try {
            cancelled = true;
            if (worker != null) {
                worker.interrupt();
            }
        } finally {
            stopping.unlock();
        }
    }

    /// Leaves no more than that much time.
    void hurry(Duration left) {
        end = Math.min(end, System.nanoTime() + left.toNanos());
    }

    boolean isLate() {
        return late;
    }

    /// The next letter, or null when there was none for that long. What took too long is stopped, and answered here if
    /// it does not stop.
    @Nullable
    Letter next(long milliseconds) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        Letter letter = letters.poll(Math.clamp(left, 0, milliseconds), TimeUnit.MILLISECONDS);
        if (letter != null || System.nanoTime() < end) {
            return letter;
        }
        if (late) {
            return new Letter.Last(Answer.tookTooLong());
        }
        late = true;
        cancel();
        end = System.nanoTime() + GRACE.toNanos();
        return null;
    }
}
