package dev.postern.constraints;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is asked on the input: the name of a model and a document, each after its length. When the input ends, whoever
/// asked is gone, and so the process ends, whatever it is at.
final class Questions implements AutoCloseable {
    private static final int MOST_BYTES = 128_000_000;

    private final DataInputStream in;
    private final SynchronousQueue<Next> asked = new SynchronousQueue<>();
    private final Thread reader;
    private volatile boolean waiting = true;

    /// What comes next.
    sealed interface Next {

        /// A question.
        record Asked(String model, String document) implements Next {}

        /// No question any more.
        record End() implements Next {}
    }

    Questions(DataInputStream in) {
        this.in = in;
        reader = Thread.ofPlatform().daemon().name("questions").start(this::read);
    }

    /// Waits for so long.
    Next next(Duration idle) throws InterruptedException {
        waiting = true;
        @Nullable Next next = asked.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
        waiting = false;
        return next == null ? new Next.End() : next;
    }

    private void read() {
        try {
            while (true) {
                String model = text();
                asked.put(new Next.Asked(model, text()));
            }
        } catch (IOException _) {
            end();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String text() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a length that nobody sends");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the input ended within a question");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void end() {
        if (waiting && asked.offer(new Next.End())) {
            return;
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
