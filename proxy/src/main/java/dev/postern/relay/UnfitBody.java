package dev.postern.relay;

/// A response's body that its filter does not let pass. Says nothing of it: the filter has told whoever must know.
public final class UnfitBody extends Exception {
    private static final long serialVersionUID = 1L;

    public UnfitBody() {
        super(null, null, false, false);
    }
}
