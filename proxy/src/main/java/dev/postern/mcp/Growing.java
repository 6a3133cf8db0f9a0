package dev.postern.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that come one by one.
final class Growing {
    private byte[] bytes = new byte[256];
    private int size;

    void add(byte b) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size] = b;
        size++;
    }

    void add(ByteBuffer piece, int count) {
        makeRoom(count);
        piece.get(bytes, size, count);
        size += count;
    }

    private void makeRoom(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, size * 2));
        }
    }

    /// Takes over those of another.
    void addAll(Growing other) {
        int count = other.size;
        makeRoom(count);
        System.arraycopy(other.bytes, 0, bytes, size, count);
        size += count;
        other.size = 0;
    }

    void remove(int index) {
        System.arraycopy(bytes, index + 1, bytes, index, size - index - 1);
        size--;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void drainTo(ByteArrayOutputStream out) {
        out.write(bytes, 0, size);
        size = 0;
    }

    boolean has(byte wanted) {
        for (int i = 0; i < size; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /// As UTF-8.
    String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
