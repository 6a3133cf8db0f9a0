package dev.postern.token;

import java.util.Optional;

/// Asks again and again what is remembered of one token, without working out each time which one it is.
public interface KnownToken {
    /// The verdict on the token where it was judged before and nothing changed since; empty where it must be judged.
    /// Never waits, so it may be asked on an I/O thread.
    ///
    /// @param presentation of this token, as a plain bearer token
    Optional<Verdict> verdict(Presentation presentation);
}
