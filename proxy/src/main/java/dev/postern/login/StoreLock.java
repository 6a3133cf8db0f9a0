package dev.postern.login;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import org.jspecify.annotations.Nullable;

/// A lock between processes, held until it is closed; a process that dies gives it back.
final class StoreLock implements AutoCloseable {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long PAUSE_MILLIS = 20;

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    static StoreLock acquired(FileChannel channel) throws IOException {
        boolean held = false;
        try {
            long begun = System.nanoTime();
            while (!held) {
                held = tryLock(channel) != null;
                if (!held && System.nanoTime() - begun > PATIENCE_NANOS) {
                    throw new LoginException("Another postern works on the same login and does not end.");
                }
                if (!held) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
            return new StoreLock(channel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoginException("Interrupted.", e);
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // another thread of this process has it
            return null;
        }
    }

    @Override
    public void close() throws LoginException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LoginException("A lock cannot be given back: " + e, e);
        }
    }
}
