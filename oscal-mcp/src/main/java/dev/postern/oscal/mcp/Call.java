package dev.postern.oscal.mcp;

/// One call under way, as the tool that answers it sees its caller.
public interface Call {

    /// Whether nobody waits any more; a tool that takes long asks between its steps.
    boolean isCancelled();

    /// Tells the caller how far it is, where the caller wants to know.
    ///
    /// @param done grows with each call
    /// @param total what it grows to
    void progress(long done, long total, String message);
}
