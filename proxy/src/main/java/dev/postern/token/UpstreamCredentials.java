package dev.postern.token;

import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Identity;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the upstream gets in `Authorization`, instead of the client's token.
public interface UpstreamCredentials {

    /// Whose request it is.
    ///
    /// @param token which the client presented
    /// @param identity for whom it speaks
    record Caller(BearerToken token, Identity identity) {}

    /// What came of wanting one.
    sealed interface Credential {

        /// The token for the upstream.
        record Granted(BearerToken token) implements Credential {}

        /// The authorization server gives none for this caller.
        ///
        /// @param detail for the log
        record Refused(String detail) implements Credential {}

        /// There is none at the moment, through no fault of the caller.
        ///
        /// @param retryAfter when to come back
        /// @param detail for the log
        record Unavailable(Duration retryAfter, String detail) implements Credential {}
    }

    /// One that is at hand. Never waits.
    ///
    /// @param caller null where nobody is asked who he is
    Optional<Credential> known(@Nullable Caller caller);

    /// Gets one, which may wait.
    Credential obtain(@Nullable Caller caller);

    /// The upstream did not take what it was given.
    void disliked(@Nullable Caller caller);
}
