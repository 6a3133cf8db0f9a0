package dev.postern.oscal.constraints;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.BoundedText;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What NIST's constraints say of a document. One is judged at a time, by a process that is started when it is first
/// wanted, kept for the next, and ended when it takes too long or nobody waits any more.
public final class ConstraintCheck implements AutoCloseable {
    /// Some times the largest of NIST's catalogs.
    private static final int MOST_CHARACTERS = 12_000_000;

    private static final long LOOK = 50;

    private final Optional<WorkerCommand> command;
    private final Duration patience;
    private final JsonWriter json = new JsonWriter();
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Worker worker;

    /// What came of it.
    public sealed interface Outcome {

        /// What the constraints found.
        ///
        /// @param skipped what they could not judge, as sentences
        record Judged(List<Finding> findings, List<String> skipped) implements Outcome {
            public Judged {
                findings = List.copyOf(findings);
                skipped = List.copyOf(skipped);
            }
        }

        /// Nothing, and why.
        record Unjudged(String why) implements Outcome {}
    }

    /// @param command starts the process; none where it is not installed
    /// @param patience with one document, its turn included
    public ConstraintCheck(Optional<WorkerCommand> command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    /// Judges a document.
    ///
    /// @param abandoned whether nobody waits any more
    public Outcome check(OscalDocument document, BooleanSupplier abandoned) {
        if (command.isEmpty()) {
            return new Outcome.Unjudged("it is not installed (--constraints names its jar)");
        }
        ObjectNode cut = new ObjectBuilder()
                .put(document.model().root(), Imports.cut(document))
                .build();
        String text;
        try {
            text = json.compact(cut, MOST_CHARACTERS);
        } catch (BoundedText.TooLong _) {
            return new Outcome.Unjudged("it takes no documents over " + MOST_CHARACTERS + " characters of JSON");
        }
        return inTurn(
                new Question(document.model().root(), text),
                document,
                new Deadline(System.nanoTime() + patience.toNanos(), abandoned));
    }

    private Outcome inTurn(Question question, OscalDocument document, Deadline deadline) {
        try {
            while (!turn.tryLock(LOOK, TimeUnit.MILLISECONDS)) {
                if (deadline.over()) {
                    return new Outcome.Unjudged(
                            deadline.abandoned() ? abandoned() : "other documents were being judged all the while");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome.Unjudged(abandoned());
        }
        try {
            return outcome(ask(question, deadline), document);
        } finally {
            turn.unlock();
        }
    }

    /// Once more where a process that was kept turns out to have ended.
    private Worker.Reply ask(Question question, Deadline deadline) {
        Worker kept = worker;
        if (kept != null && kept.isAlive()) {
            Worker.Reply reply = kept.ask(question, deadline);
            if (!(reply instanceof Worker.Reply.Ended)) {
                return reply;
            }
        }
        Worker fresh = Worker.start(command.orElseThrow());
        worker = fresh;
        return fresh.ask(question, deadline);
    }

    private Outcome outcome(Worker.Reply reply, OscalDocument document) {
        return switch (reply) {
            case Worker.Reply.Answered(var answer) -> Answers.read(answer, document);
            case Worker.Reply.Late _ ->
                new Outcome.Unjudged(
                        "it took longer than " + patience.toSeconds() + " seconds (--constraints-seconds)");
            case Worker.Reply.Abandoned _ -> new Outcome.Unjudged(abandoned());
            case Worker.Reply.Ended _ ->
                new Outcome.Unjudged("the process that judges by it gave up, perhaps for want of memory");
        };
    }

    private static String abandoned() {
        return "nobody waits any more";
    }

    /// Whether the process has then ended by itself in time.
    public boolean closeAndWait(Duration most) throws InterruptedException {
        close();
        Worker kept = worker;
        return kept == null || kept.awaitEnd(most);
    }

    @Override
    public void close() {
        Worker kept = worker;
        if (kept != null) {
            kept.end();
        }
    }
}
