package dev.postern.config;

/// What became of a text: a value, or why it is none.
sealed interface Parsed<T> {

    /// It is one.
    record Value<T>(T value) implements Parsed<T> {}

    /// It is none.
    ///
    /// @param why a clause about the text: "has no scheme"
    record Fault<T>(String why) implements Parsed<T> {}
}
