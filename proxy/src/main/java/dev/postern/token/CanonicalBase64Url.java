package dev.postern.token;

import java.util.Base64;
import java.util.Optional;

/// base64url in its one spelling: no padding, no line break, no spare bit set (RFC 7515 §2, RFC 4648 §3.5).
final class CanonicalBase64Url {
    private CanonicalBase64Url() {}

    /// The bytes, empty where the text is not their one spelling.
    static Optional<byte[]> decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // The JDK's decoder takes padding and spare bits; encoding again tells.
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)
                ? Optional.of(bytes)
                : Optional.empty();
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
