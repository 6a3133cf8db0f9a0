package dev.postern.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// An MCP session's id. Whoever has it may be taken for the session's owner: it is told as its hash only.
public final class SessionName {
    private static final int HASH_BYTES = 16;

    private final String clear;

    public SessionName(String clear) {
        this.clear = clear;
    }

    /// The first half of its SHA-256, in hexadecimal digits: the same in every replica and after a restart.
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(clear.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
