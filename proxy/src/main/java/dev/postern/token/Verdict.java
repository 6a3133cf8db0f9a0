package dev.postern.token;

import dev.postern.oauth.Identity;
import java.time.Duration;

/// What the verifier says of a token.
public sealed interface Verdict {

    /// The token holds.
    record Valid(Identity identity) implements Verdict {}

    /// The token is refused: the client needs another one.
    ///
    /// @param reason the closed set a client may be told
    /// @param detail for the log, naming what was expected and found; never a token, claims clamped
    record Invalid(InvalidReason reason, String detail) implements Verdict {}

    /// The token cannot be judged now, through no fault of the client.
    ///
    /// @param retryAfter when to come back
    /// @param detail for the log
    record Unavailable(Duration retryAfter, String detail) implements Verdict {}
}
