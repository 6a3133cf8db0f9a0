package dev.postern.config;

/// How many values an option takes, and how they may be given.
public enum OptionKind {
    SCALAR,
    /// Comma-separated, or the flag repeated.
    LIST,
    /// `true` or `false`; the bare flag means `true`.
    SWITCH,
    /// One value that is never printed and has no flag: a command line is readable by every process.
    SECRET
}
