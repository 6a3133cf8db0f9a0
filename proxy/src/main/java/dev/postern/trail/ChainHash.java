package dev.postern.trail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The hash that links records: SHA-256, or HMAC-SHA-256 where there is a key. Never printed.
public final class ChainHash {
    private static final String HMAC = "HmacSHA256";

    private final @Nullable SecretKeySpec key;

    /// @param key null where anybody may make links
    public ChainHash(byte @Nullable [] key) {
        this.key = key == null ? null : new SecretKeySpec(key, HMAC);
    }

    /// @param line a character for each byte
    String of(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        try {
            if (key == null) {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            }
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256 and its HMAC", e);
        }
    }
}
