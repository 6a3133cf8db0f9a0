package dev.postern.trail;

import dev.postern.audit.AuditSink;
import dev.postern.audit.Entry;
import dev.postern.audit.JsonFormat;
import dev.postern.audit.Note;
import dev.postern.audit.OutcomeFormat;
import dev.postern.config.AuditChain;
import dev.postern.config.AuditFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A file of records that only this process writes to; begins new ones as they grow or age, and follows when somebody
/// else moved it away.
public final class RecordFile implements AuditSink {
    private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();
    private static final long BETWEEN_TRIES = Duration.ofMinutes(1).toNanos();

    private final AuditFile settings;
    private final OutcomeFormat format = new JsonFormat();
    private final @Nullable ChainHash hash;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private @Nullable OpenFile open;
    private @Nullable Link last;
    private long lookedAt;
    private @Nullable Long rotationFailedAt;

    public RecordFile(AuditFile settings, Clock clock, LongSupplier nanoTime) {
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
        AuditChain chain = settings.chain();
        hash = chain == null ? null : new ChainHash(chain.keyBytes());
    }

    @Override
    public String label() {
        return "file";
    }

    @Override
    public String place() {
        return settings.path().toString();
    }

    @Override
    public int write(List<Entry> entries) throws IOException {
        List<Entry> all = new ArrayList<>(entries);
        OpenFile file = ready(all);
        Link before = last;
        try {
            file.append(lines(all), settings.synced());
        } catch (IOException e) {
            last = before;
            close(); // what may be left of it is mended when it is opened again
            throw e;
        }
        return 0;
    }

    /// The file to write to: the one that is open, or one that has to be opened first.
    ///
    /// @param entries gets what is to be said of that, in front
    private OpenFile ready(List<Entry> entries) throws IOException {
        OpenFile file = open;
        if (file != null && wasMoved(file)) {
            close();
            file = null;
        }
        if (file != null && isDue(file)) {
            rotate();
            file = null;
        }
        if (file != null) {
            return file;
        }
        OpenFile opened = OpenFile.at(settings.path());
        try {
            String torn = opened.mend();
            resume(opened);
            if (!torn.isEmpty()) {
                entries.addFirst(new Note(clock.instant(), "audit file mended", 0, "a record was cut short: " + torn));
            }
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        open = opened;
        lookedAt = nanoTime.getAsLong();
        return opened;
    }

    private boolean wasMoved(OpenFile file) throws IOException {
        long now = nanoTime.getAsLong();
        if (now - lookedAt < BETWEEN_LOOKS) {
            return false;
        }
        lookedAt = now;
        return !file.isAt(settings.path());
    }

    private boolean isDue(OpenFile file) throws IOException {
        Long failedAt = rotationFailedAt;
        if (!file.isRegular()
                || file.size() == 0
                || (failedAt != null && nanoTime.getAsLong() - failedAt < BETWEEN_TRIES)) {
            return false;
        }
        Instant begun = file.begun();
        boolean old = begun != null && begun.plus(settings.maxAge()).isBefore(clock.instant());
        return old || file.size() >= settings.maxBytes();
    }

    /// Records go on in the same file where it cannot be moved.
    private void rotate() {
        close();
        try {
            Rotation.shift(settings.path(), settings.kept());
            rotationFailedAt = null;
        } catch (IOException _) {
            rotationFailedAt = nanoTime.getAsLong();
        }
    }

    /// Finds the record to go on from: this process's last one, the file's, or that of the file before.
    private void resume(OpenFile file) throws IOException {
        if (hash == null || last != null) {
            return;
        }
        String line = file.lastLine();
        Path previous = Rotation.numbered(settings.path(), 1);
        if (file.size() == 0 && Files.isRegularFile(previous)) {
            try (OpenFile older = OpenFile.toRead(previous)) {
                line = older.lastLine();
            }
        }
        last = Link.read(line).orElse(Link.BEGIN);
    }

    private ByteBuffer lines(List<Entry> entries) {
        StringBuilder text = new StringBuilder(512 * entries.size());
        for (Entry entry : entries) {
            text.append(sealed(format.line(entry))).append('\n');
        }
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private String sealed(String line) {
        if (hash == null) {
            return line;
        }
        Link.Sealed sealed = Objects.requireNonNull(last).seal(line, hash);
        last = sealed.link();
        return sealed.line();
    }

    @Override
    public void close() {
        OpenFile file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }

    /// What tells a file from another that has its name.
    static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path : key;
    }
}
