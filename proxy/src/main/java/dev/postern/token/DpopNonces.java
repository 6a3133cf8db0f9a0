package dev.postern.token;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Nonces for proofs (RFC 9449 §9) that need no memory: a time and a MAC over it.
final class DpopNonces {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int MAC_LENGTH = 16;

    private final SecretKeySpec key;
    private final InstantSource clock;

    DpopNonces(RandomGenerator random, InstantSource clock) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.clock = clock;
    }

    /// The nonce for `DPoP-Nonce`.
    String current() {
        byte[] time =
                ByteBuffer.allocate(Long.BYTES).putLong(clock.millis() / 1000).array();
        return CanonicalBase64Url.encode(ByteBuffer.allocate(Long.BYTES + MAC_LENGTH)
                .put(time)
                .put(mac(time))
                .array());
    }

    boolean accepts(String nonce) {
        Optional<byte[]> bytes = CanonicalBase64Url.decode(nonce);
        if (bytes.isEmpty() || bytes.get().length != Long.BYTES + MAC_LENGTH) {
            return false;
        }
        byte[] time = Arrays.copyOf(bytes.get(), Long.BYTES);
        byte[] mac = Arrays.copyOfRange(bytes.get(), Long.BYTES, bytes.get().length);
        if (!MessageDigest.isEqual(mac(time), mac)) {
            return false;
        }
        Instant issuedAt = Instant.ofEpochSecond(ByteBuffer.wrap(time).getLong());
        return !issuedAt.plus(LIFETIME).isBefore(clock.instant());
    }

    private byte[] mac(byte[] time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(time), MAC_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
