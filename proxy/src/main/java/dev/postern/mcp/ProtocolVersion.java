package dev.postern.mcp;

/// A protocol version, which is a date.
public final class ProtocolVersion {
    /// Where a message of the modern generation says it.
    public static final String META = "io.modelcontextprotocol/protocolVersion";

    /// The first one without sessions, whose header fields must agree with the body.
    private static final String MODERN = "2026-07-28";

    private ProtocolVersion() {}

    /// Whether it is one of the modern generation.
    public static boolean isModern(String version) {
        return isDate(version) && version.compareTo(MODERN) >= 0;
    }

    private static boolean isDate(String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean fits =
                    (i == 4 || i == 7) ? text.charAt(i) == '-' : (text.charAt(i) >= '0' && text.charAt(i) <= '9');
            if (!fits) {
                return false;
            }
        }
        return text.length() == MODERN.length();
    }
}
