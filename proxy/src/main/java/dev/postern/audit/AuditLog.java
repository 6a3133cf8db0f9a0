package dev.postern.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// One line for each request, written by a thread of its own so that no I/O thread ever waits for a slow reader.
///
/// While lines cannot be written [#healthy()] is false, and the gate is expected to stay shut: nothing is let through
/// that would leave no trace.
public final class AuditLog implements OutcomeListener, AutoCloseable {
    private static final int BATCH = 256;
    private static final Duration IDLE = Duration.ofMillis(200);
    /// Between two writes, so that a busy gate does not wake the writer for each line.
    private static final Duration GATHERING = Duration.ofMillis(5);

    private static final Duration RETRY = Duration.ofMillis(250);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final OutputStream out;
    private final OutcomeFormat format;
    private final Clock clock;
    private final BlockingQueue<Outcome> waiting;
    private final int highWater;
    private final LongAdder lost = new LongAdder();
    private final Thread writer;
    private long reportedLost;
    private volatile boolean working;
    private volatile boolean closing;

    /// Prepares the log; nothing is written before [#open()].
    ///
    /// @param out must fail when it cannot write, as a `PrintStream` does not
    /// @param capacity how many lines may wait; beyond half of it the log counts as stuck
    public AuditLog(OutputStream out, OutcomeFormat format, Clock clock, int capacity) {
        this.out = out;
        this.format = format;
        this.clock = clock;
        this.waiting = new LinkedBlockingQueue<>(capacity);
        this.highWater = Math.max(1, capacity / 2);
        this.writer = Thread.ofPlatform().daemon().name("audit-log").unstarted(this::run);
    }

    /// Writes the first line, so that a log that cannot be written is known before the first request.
    public void open() {
        working = tryWrite(note("audit log begins", 0));
        writer.start();
    }

    @Override
    public void ended(Outcome outcome) {
        if (closing || !waiting.offer(outcome)) {
            lost.increment();
        }
    }

    /// Whether lines get out: they can be written, and do not pile up.
    public boolean healthy() {
        return working && waiting.size() < highWater;
    }

    /// How many lines were lost since the start.
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

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                writeNext();
            }
            tryWrite(reportLost() + note("audit log ends", 0));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeNext() throws InterruptedException {
        Outcome first = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        List<Outcome> batch = new ArrayList<>();
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, BATCH);
        }
        StringBuilder lines = new StringBuilder(reportLost());
        for (Outcome outcome : batch) {
            lines.append(format.outcome(outcome)).append('\n');
        }
        if (!working && lines.isEmpty()) {
            lines.append(note("audit log goes on", 0));
        }
        if (!lines.isEmpty()) {
            write(lines.toString(), batch.size());
            Thread.sleep(batch.size() > BATCH ? Duration.ZERO : GATHERING);
        }
    }

    /// Tries until it works: the lines that wait are the probe for whether it works again.
    private void write(String lines, int count) throws InterruptedException {
        while (!tryWrite(lines)) {
            working = false;
            if (closing) {
                lost.add(count);
                return;
            }
            Thread.sleep(RETRY);
        }
        working = true;
    }

    private boolean tryWrite(String lines) {
        try {
            out.write(lines.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private String reportLost() {
        long now = lost.sum();
        long since = now - reportedLost;
        reportedLost = now;
        return since > 0 ? note("audit log lost lines", since) : "";
    }

    private String note(String event, long count) {
        return format.note(clock.instant(), event, count) + "\n";
    }
}
