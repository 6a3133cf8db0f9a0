package dev.postern.outbound;

import java.util.Optional;

/// How a call to an address ended that a stranger named.
public sealed interface GuardedOutcome {

    /// It answered, with status 200 or 304.
    ///
    /// @param text its body, which was UTF-8 without fault; empty for 304
    /// @param unchanged whether it said that what we have is still so
    /// @param fields what else it said
    record Answered(String text, boolean unchanged, AnswerFields fields) implements GuardedOutcome {
        public Optional<String> entityTag() {
            return fields.one("etag");
        }
    }

    /// There is no answer that can be used.
    ///
    /// @param reason for the log
    /// @param definite whether it answered, and will hardly answer otherwise in a moment
    record Failed(String reason, boolean definite) implements GuardedOutcome {}
}
