package dev.postern.audit;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Brings every record to one sink, by a thread of its own so that no I/O thread ever waits for it.
///
/// While records do not get out [#healthy()] is false. There is always room kept for the records of requests that were
/// let through before that: refusals may be lost, and are counted, before one of those is.
public final class AuditLog implements OutcomeListener, AutoCloseable {
    private static final int BATCH = 256;
    private static final Duration IDLE = Duration.ofMillis(200);
    /// Between two writes, so that a busy gate does not wake the writer for each line.
    private static final Duration GATHERING = Duration.ofMillis(5);

    private static final Duration RETRY = Duration.ofMillis(250);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final AuditSink sink;
    private final Clock clock;
    private final BlockingQueue<Outcome> waiting;
    private final int highWater;
    private final LongAdder lost = new LongAdder();
    private final Thread writer;
    private long reportedLost;
    private volatile String trouble = "it is not open yet";
    private volatile boolean working;
    private volatile boolean closing;
    private volatile boolean complete = true;

    /// Prepares the log; nothing is written before [#open()].
    ///
    /// @param highWater of so many waiting records on the log counts as stuck
    /// @param underWay how many requests, let through before, may end while it is stuck
    public AuditLog(AuditSink sink, Clock clock, int highWater, int underWay) {
        this.sink = sink;
        this.clock = clock;
        this.highWater = highWater;
        this.waiting = new LinkedBlockingQueue<>(highWater + underWay);
        this.writer = Thread.ofPlatform().daemon().name("audit-" + sink.label()).unstarted(this::run);
    }

    /// Writes the first record, so that a log that cannot be written is known before the first request.
    public void open() {
        complete = false;
        tryWrite(List.of(note("audit log begins")));
        writer.start();
    }

    @Override
    public void ended(Outcome outcome) {
        boolean room = outcome.forwarded() || waiting.size() < highWater;
        if (closing || !room || !waiting.offer(outcome)) {
            lost.increment();
        }
    }

    /// Whether records get out: they can be written, and do not pile up.
    public boolean healthy() {
        return working && waiting.size() < highWater;
    }

    /// Why they do not, null where they do.
    public @Nullable String trouble() {
        if (healthy()) {
            return null;
        }
        return "records cannot be written to " + sink.place() + ": " + (working ? "more come than it takes" : trouble);
    }

    /// Of what kind its sink is.
    public String label() {
        return sink.label();
    }

    /// How many records were lost since the start.
    public long lost() {
        return lost.sum();
    }

    /// Writes what is left, within a bound.
    @Override
    public void close() {
        closing = true;
        try {
            if (writer.isAlive()) {
                writer.join(LAST_WORDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// After the end: what could not be written any more, as a sentence; null where nothing is missing.
    public @Nullable String unwritten() {
        return complete
                ? null
                : "The audit records for %s end too early (%s); %d were lost."
                        .formatted(sink.place(), trouble, lost() + waiting.size());
    }

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                writeNext();
            }
            complete = tryWrite(withLoss(List.of(note(Note.ENDS))));
            sink.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeNext() throws InterruptedException {
        Outcome first = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        List<Entry> batch = new ArrayList<>();
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, BATCH);
        } else if (working) {
            look();
        }
        int count = batch.size();
        List<Entry> entries = withLoss(batch);
        if (!entries.isEmpty()) {
            write(entries, count);
            Thread.sleep(count > BATCH ? Duration.ZERO : GATHERING);
        } else if (!working && !tryWrite(List.of(note("audit log goes on")))) {
            Thread.sleep(RETRY);
        }
    }

    /// Tries until it works: the records that wait are the probe for whether it works again.
    private void write(List<Entry> entries, int count) throws InterruptedException {
        while (!tryWrite(entries)) {
            if (closing) {
                lost.add(count);
                return;
            }
            Thread.sleep(RETRY);
        }
    }

    private boolean tryWrite(List<Entry> entries) {
        try {
            lost.add(sink.write(entries));
            working = true;
        } catch (IOException | RuntimeException e) {
            // Also a mistake of our own must not leave records unwritten with the gate open.
            fail(e);
        }
        return working;
    }

    private void look() {
        try {
            sink.look();
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Exception why) {
        String message = why.getMessage();
        trouble = message == null ? why.getClass().getSimpleName() : message;
        working = false;
    }

    private List<Entry> withLoss(List<Entry> entries) {
        long now = lost.sum();
        long since = now - reportedLost;
        if (since == 0) {
            return entries;
        }
        reportedLost = now;
        List<Entry> all = new ArrayList<>(entries.size() + 1);
        all.add(new Note(clock.instant(), "audit log lost lines", since, null));
        all.addAll(entries);
        return all;
    }

    private Note note(String event) {
        return Note.of(clock.instant(), event);
    }
}
