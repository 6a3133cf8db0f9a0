package dev.postern.oauth;

/// An access token as it came in, never printed.
///
/// @param value the b64token of RFC 6750 §2.1
public record BearerToken(String value) {
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
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return end > 0;
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._~+/".indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return "***";
    }
}
