package dev.postern.oauth;

/// An access token as it came in, never printed.
///
/// @param value the b64token of RFC 6750 §2.1
public record BearerToken(String value) {
    private static final boolean[] TOKEN_CHARACTER = new boolean[128];

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
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= TOKEN_CHARACTER.length || !TOKEN_CHARACTER[c]) {
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
