package dev.postern.testing;

/// What can be wrong with an issuer's answers.
public enum Fault {
    NONE,
    /// 500 with an HTML page.
    ERROR,
    /// 400 with a JSON error.
    BAD_REQUEST,
    /// 401 with a JSON error.
    UNAUTHORIZED,
    /// 404 with a JSON error.
    NOT_FOUND,
    /// 200 with an HTML page.
    HTML,
    /// 200 with no byte.
    EMPTY,
    /// 200 with bytes that are no JSON.
    GARBAGE,
    /// A key set without keys.
    NO_KEYS,
    /// A good document grown beyond any sensible size.
    HUGE,
    /// A good document in gzip, though nobody asked for it.
    GZIP,
    /// 302 to the good document.
    REDIRECT,
    /// Takes ten seconds before it answers.
    SLOW,
    /// Takes ten seconds for the body, byte by byte.
    DRIP,
    /// Closes in the middle of the body.
    CUT,
    /// Metadata that names another issuer.
    WRONG_ISSUER
}
