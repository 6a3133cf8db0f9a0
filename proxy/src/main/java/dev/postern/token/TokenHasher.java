package dev.postern.token;

import dev.postern.oauth.BearerToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/// Hashes tokens under a key of this process alone, so that nobody can prepare two tokens that meet.
final class TokenHasher {
    private final byte[] key = new byte[64];

    TokenHasher(RandomGenerator random) {
        random.nextBytes(key);
    }

    /// The digest itself is never shown to anybody, so a key in front of the text is enough of a MAC.
    TokenHash hash(BearerToken token) {
        MessageDigest digest = sha256();
        digest.update(key);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(token.value().getBytes(StandardCharsets.ISO_8859_1)));
        return new TokenHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
