package dev.postern.oscal.constraints;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One process that judges documents, as long as it lives.
final class Worker {
    private static final int MOST_BYTES = 32_000_000;
    private static final long LOOK = 50;

    private final Optional<Process> process;

    /// What came of a question.
    sealed interface Reply {

        /// JSON.
        record Answered(String json) implements Reply {}

        /// None in time.
        record Late() implements Reply {}

        /// Nobody wants one.
        record Abandoned() implements Reply {}

        /// The process has ended.
        record Ended() implements Reply {}
    }

    private Worker(Optional<Process> process) {
        this.process = process;
    }

    /// One that cannot be started is one that has ended.
    static Worker start(WorkerCommand command) {
        ProcessBuilder builder = new ProcessBuilder(command.words()).redirectError(ProcessBuilder.Redirect.INHERIT);
        // It reads what strangers wrote and needs nothing of what is known here.
        builder.environment().clear();
        // The compilers' threads share one heap of the C library, so that what one gives back the next can take.
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        try {
            return new Worker(Optional.of(builder.start()));
        } catch (IOException _) {
            return new Worker(Optional.empty());
        }
    }

    boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /// Asks, and ends the process when the deadline is over.
    Reply ask(Question question, Deadline deadline) {
        if (process.isEmpty()) {
            return new Reply.Ended();
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("constraints").start(() -> converse(process.get(), question, answer));
        try {
            return await(answer, deadline);
        } catch (ExecutionException _) {
            kill();
            return new Reply.Ended();
        } catch (InterruptedException _) {
            kill();
            Thread.currentThread().interrupt();
            return new Reply.Abandoned();
        }
    }

    private Reply await(CompletableFuture<String> answer, Deadline deadline)
            throws ExecutionException, InterruptedException {
        while (true) {
            try {
                return new Reply.Answered(answer.get(LOOK, TimeUnit.MILLISECONDS));
            } catch (TimeoutException _) {
                if (deadline.over()) {
                    kill();
                    return deadline.abandoned() ? new Reply.Abandoned() : new Reply.Late();
                }
            }
        }
    }

    private static void converse(Process process, Question question, CompletableFuture<String> answer) {
        try {
            DataOutputStream out = new DataOutputStream(process.getOutputStream());
            write(out, question.model());
            write(out, question.document());
            out.flush();
            answer.complete(read(new DataInputStream(process.getInputStream())));
        } catch (IOException broken) {
            answer.completeExceptionally(broken);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("within an answer");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void kill() {
        process.ifPresent(Process::destroyForcibly);
    }

    boolean awaitEnd(Duration most) throws InterruptedException {
        return process.isEmpty() || process.get().waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Lets it end by itself, which it does when nobody can ask it any more.
    void end() {
        process.ifPresent(running -> {
            try {
                running.getOutputStream().close();
            } catch (IOException _) {
                running.destroyForcibly();
            }
        });
    }
}
