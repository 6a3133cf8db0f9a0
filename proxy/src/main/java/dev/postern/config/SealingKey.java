package dev.postern.config;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A key of 256 bits for AES, never printed.
public record SealingKey(SecretKey key) {
    public static final int BYTES = 32;
    private static final int MOST = 2;

    /// The key with these bytes.
    ///
    /// @param bytes of which [#BYTES] are needed
    public static SealingKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes");
        }
        return new SealingKey(new SecretKeySpec(bytes, "AES"));
    }

    /// Reads one key or two, each the base64 of its bytes on a line of its own; lines that begin with `#` say nothing.
    static Parsed<List<SealingKey>> parse(String text) {
        List<SealingKey> keys = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                keys.add(of(Base64.getDecoder().decode(line.replace('-', '+').replace('_', '/'))));
            } catch (IllegalArgumentException _) {
                return new Parsed.Fault<>(
                        "has a line that is not the base64 of 32 bytes, as openssl rand -base64 32 prints them");
            }
        }
        boolean repeated = keys.size() == MOST && keys.getFirst().equals(keys.getLast());
        return keys.isEmpty() || keys.size() > MOST || repeated
                ? new Parsed.Fault<>(
                        "has no key, or more than two, or one twice; expected one on a line of its own, and"
                                + " below it the one before while it is replaced")
                : new Parsed.Value<>(List.copyOf(keys));
    }

    @Override
    public String toString() {
        return "***";
    }
}
