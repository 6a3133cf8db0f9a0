package dev.postern.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// Standard output as it may be: full, or read by nobody.
final class FailingOutput extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private volatile boolean full;
    private volatile boolean stuck;

    void fill() {
        full = true;
    }

    void empty() {
        full = false;
    }

    void block() {
        stuck = true;
    }

    /// Waits until a write hangs.
    void awaitStuck() throws InterruptedException {
        reached.await();
    }

    void resume() {
        resumed.countDown();
    }

    synchronized String text() {
        return written.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        if (stuck) {
            reached.countDown();
            waitUntilResumed();
        }
        synchronized (this) {
            written.write(bytes, offset, length);
        }
    }

    private void waitUntilResumed() {
        try {
            resumed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
