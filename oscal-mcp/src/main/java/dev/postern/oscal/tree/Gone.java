package dev.postern.oscal.tree;

/// What the library had is not there any more, or is something else now. Whoever asked is told so.
public final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param sentence for the caller: it names no place of the server
    public Gone(String sentence) {
        super(sentence, null, false, false);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
