package dev.postern.oscal.tree;

/// How large a text may be before its reading is given up.
///
/// @param characters of the whole text
/// @param depth of values in values
/// @param nodes values, aliases counted as often as they stand for something
public record Limits(int characters, int depth, int nodes) {

    /// Four times the largest catalog that NIST publishes, and twice as deep as any.
    public static final Limits DOCUMENT = new Limits(32_000_000, 100, 1_500_000);

    /// Of one message to the server.
    public static final Limits MESSAGE = new Limits(17_000_000, 64, 200_000);
}
