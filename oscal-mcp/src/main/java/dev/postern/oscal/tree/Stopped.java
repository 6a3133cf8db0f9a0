package dev.postern.oscal.tree;

/// Work that ended before it was done, because nobody waits for it any more or it took too long: whoever set it off
/// interrupted its thread. Loops that a stranger can make long ask at each turn, and the protocol makes an answer of
/// it.
public final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Stopped() {
        super("stopped", null, false, false);
    }

    /// Ends the work here, where it shall end.
    public static void ifAsked() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Stopped();
        }
    }
}
