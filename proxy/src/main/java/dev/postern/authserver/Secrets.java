package dev.postern.authserver;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes what nobody can guess, of characters that need no encoding anywhere.
final class Secrets {
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 16;

    private final SecureRandom random;

    Secrets(SecureRandom random) {
        this.random = random;
    }

    /// 256 bits.
    String secret() {
        return next(SECRET_BYTES);
    }

    /// 128 bits, for what is not secret but must be found once only.
    String id() {
        return next(ID_BYTES);
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String next(int count) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
    }
}
