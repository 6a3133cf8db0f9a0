package dev.postern.oauth;

import java.nio.charset.StandardCharsets;

/// An access token as it came in, never printed.
///
/// @param value the b64token of RFC 6750 §2.1
public record BearerToken(String value) {
    private static final boolean[] TOKEN_CHARACTER = new boolean[256];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/".toCharArray()) {
            TOKEN_CHARACTER[c] = true;
        }
    }

    public BearerToken {
        if (!isB64Token(value)) {
            throw new IllegalArgumentException("not a b64token (RFC 6750 §2.1)");
        }
    }

    /// Whether the text is 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"=".
    public static boolean isB64Token(String text) {
        // What ISO 8859-1 does not have becomes a question mark, which no token has either.
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        int end = characters.length;
        while (end > 0 && characters[end - 1] == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!TOKEN_CHARACTER[characters[i] & 0xff]) {
                return false;
            }
        }
        return end > 0;
    }

    @Override
    public String toString() {
        return "***";
    }
}
