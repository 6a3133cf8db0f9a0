package dev.postern.relay;

/// The character classes of RFC 9110 §5.6.2 and RFC 9112.
final class HttpGrammar {
    private static final boolean[] TCHAR = new boolean[128];

    static {
        for (char c = '0'; c <= '9'; c++) {
            TCHAR[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            TCHAR[c] = true;
            TCHAR[Character.toUpperCase(c)] = true;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TCHAR[c] = true;
        }
    }

    private HttpGrammar() {}

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// A tchar of RFC 9110 §5.6.2.
    static boolean isTokenCharacter(int c) {
        return c >= 0 && c < 128 && TCHAR[c];
    }

    /// Whether the text may stand in a field value.
    static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isFieldCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// What a field value is made of (RFC 9110 §5.5): visible characters, obs-text, blanks; no other control.
    static boolean isFieldCharacter(int c) {
        return (c >= 0x20 && c != 0x7f && c <= 0xff) || c == '\t';
    }

    /// Whether the text is a `Host` value: a name, an IPv4 or a bracketed IPv6 address, and maybe a port.
    static boolean isAuthority(String text) {
        int colon = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        String host = colon <= 0 ? text : text.substring(0, colon);
        String port = colon <= 0 || colon == text.length() ? "" : text.substring(colon);
        return isHost(host) && (port.isEmpty() || (port.startsWith(":") && isDigits(port.substring(1), 5)));
    }

    private static boolean isHost(String host) {
        boolean literal = host.startsWith("[") && host.endsWith("]");
        String inner = literal ? host.substring(1, host.length() - 1) : host;
        String allowed = literal ? ":." : "-._~";
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!alphanumeric && allowed.indexOf(c) < 0) {
                return false;
            }
        }
        return !inner.isEmpty();
    }

    /// Whether the text is 1 to `most` decimal digits.
    static boolean isDigits(String text, int most) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
    }
}
