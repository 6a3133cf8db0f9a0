package dev.postern.condition;

/// What a condition says of a call.
public sealed interface Finding {

    /// It was evaluated.
    ///
    /// @param met whether it is fulfilled
    record Settled(boolean met) implements Finding {}

    /// It could not be evaluated.
    ///
    /// @param why a clause without any value of the call
    record Failed(String why) implements Finding {}
}
