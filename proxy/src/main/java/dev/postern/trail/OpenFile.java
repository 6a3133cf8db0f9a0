package dev.postern.trail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file of lines that is open: locked, and always ending with a whole line.
final class OpenFile implements AutoCloseable {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int LONGEST_LINE = 4 * 1024 * 1024;
    private static final int STEP = 8 * 1024;
    private static final int SHOWN = 2000;
    private static final String AT = "{\"at\":\"";
    private static final int INSTANT = 24;

    private final FileChannel channel;
    private final boolean regular;
    private final Object key;
    private @Nullable Instant begun;

    private OpenFile(FileChannel channel, Path path) throws IOException {
        this.channel = channel;
        regular = Files.isRegularFile(path);
        key = RecordFile.key(path);
    }

    /// Opens a file to write to, or makes one that only its owner can read.
    static OpenFile at(Path path) throws IOException {
        FileChannel channel = open(
                path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE), PRIVATE);
        try {
            OpenFile file = new OpenFile(channel, path);
            if (file.regular) {
                lock(channel);
            }
            return file;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static OpenFile toRead(Path path) throws IOException {
        return new OpenFile(open(path, Set.of(StandardOpenOption.READ)), path);
    }

    private static FileChannel open(Path path, Set<StandardOpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        try {
            return FileChannel.open(path, options, attributes);
        } catch (NoSuchFileException e) {
            throw new IOException("its folder does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("permission denied", e);
        }
    }

    /// Two writers would break the chain and each other's rotation.
    private static void lock(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw new IOException("another process writes to it");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("it is written to already", e);
        }
    }

    boolean isRegular() {
        return regular;
    }

    boolean isAt(Path path) throws IOException {
        try {
            return RecordFile.key(path).equals(key);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    long size() throws IOException {
        return regular ? channel.size() : 0;
    }

    /// When the first of its lines was written, null where it has none that says so.
    @Nullable
    Instant begun() throws IOException {
        if (begun == null && size() > 0) {
            String head = text(0, AT.length() + INSTANT);
            try {
                begun = head.startsWith(AT) ? Instant.parse(head.substring(AT.length())) : null;
            } catch (DateTimeException _) {
                return null;
            }
        }
        return begun;
    }

    /// Writes all, or leaves the file as it was.
    void append(ByteBuffer lines, boolean sync) throws IOException {
        long end = size();
        try {
            for (long at = end; lines.hasRemaining(); ) {
                at += channel.write(lines, at);
            }
            if (sync) {
                channel.force(false);
            }
        } catch (IOException e) {
            truncate(end);
            throw e;
        }
    }

    private void truncate(long end) throws IOException {
        if (regular) {
            channel.truncate(end);
        }
    }

    /// Takes away what is behind the last line's end, and tells what that was.
    String mend() throws IOException {
        long end = size();
        long begin = lineBegin(end);
        if (begin == end) {
            return "";
        }
        String torn = text(begin, (int) Math.min(end - begin, SHOWN));
        channel.truncate(begin);
        return torn;
    }

    /// The last line without its end; empty where there is none.
    String lastLine() throws IOException {
        long end = lineBegin(size());
        if (end == 0) {
            return "";
        }
        long begin = lineBegin(end - 1);
        return text(begin, (int) (end - 1 - begin));
    }

    /// Where the line begins that ends at, or goes on beyond, this place.
    private long lineBegin(long end) throws IOException {
        long from = end;
        while (from > 0) {
            if (end - from > LONGEST_LINE) {
                throw new IOException("its last line is longer than a record can be");
            }
            int length = (int) Math.min(STEP, from);
            String piece = text(from - length, length);
            int newline = piece.lastIndexOf('\n');
            if (newline >= 0) {
                return from - length + newline + 1;
            }
            from -= length;
        }
        return 0;
    }

    /// A character for each byte.
    private String text(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (long at = from; bytes.hasRemaining(); ) {
            int read = channel.read(bytes, at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Each record was written, or told to be missing, before.
        }
    }
}
