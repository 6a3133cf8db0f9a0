package dev.postern.oscal.tree;

/// How large a text may be before its reading is given up.
///
/// @param characters of the whole text
/// @param name characters of a member's name: paths are made of them, at each value
/// @param depth of values in values
/// @param nodes values, aliases counted as often as they stand for something
public record Limits(int characters, int name, int depth, int nodes) {

    /// Twice the largest catalog that NIST publishes, and twice as deep as any.
    public static final Limits DOCUMENT = new Limits(20_000_000, 100, 100, 400_000);

    /// Of one message to the server.
    public static final Limits MESSAGE = new Limits(17_000_000, 256, 64, 100_000);
}
