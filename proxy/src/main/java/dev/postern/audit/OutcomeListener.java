package dev.postern.audit;

/// Hears of every outcome, once. Called on an I/O thread: does not wait.
public interface OutcomeListener {
    void ended(Outcome outcome);

    /// Of which calls it wants to know the arguments.
    default ArgumentRule arguments() {
        return ArgumentRule.NEVER;
    }

    /// Hears that a stream to a client began or ended.
    default void streams(int open) {}
}
