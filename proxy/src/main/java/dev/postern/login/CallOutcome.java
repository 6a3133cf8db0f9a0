package dev.postern.login;

import java.net.http.HttpHeaders;

/// How an HTTP call of ours ended.
sealed interface CallOutcome {

    /// The answer came whole, in time and within its bound.
    ///
    /// @param body its text
    record Answered(int status, HttpHeaders headers, String body) implements CallOutcome {}

    /// There is none that can be used.
    ///
    /// @param reason to go into a sentence
    record Failed(String reason) implements CallOutcome {}
}
