package dev.postern.gateway;

/// Says of a mistake of Postern's own what helps to find it, and nothing of what it was about: an exception's message
/// may hold something of a token.
final class Mistake {
    private Mistake() {}

    /// The exception's class, and the place where it was thrown.
    static String where(RuntimeException mistake) {
        StackTraceElement[] frames = mistake.getStackTrace();
        return mistake.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }
}
