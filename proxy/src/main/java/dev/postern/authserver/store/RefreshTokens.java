package dev.postern.authserver.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Refresh tokens, each replaced at its use.
public interface RefreshTokens {
    /// The first token of a grant.
    void add(RefreshToken token);

    /// The grant of a token that is not expired, be it the newest or one that was rotated; asks, and changes nothing.
    Optional<Grant> find(SecretHash token, Instant now);

    /// Puts `next` in the place of `presented`, in one step with the question whether it may: of any number of callers
    /// one gets [Rotation.Rotated], and those within `grace` of it get its answer, whatever their `next` was.
    ///
    /// @param answer what the client is given now, to give it again within `grace`
    Rotation rotate(SecretHash presented, RefreshToken next, Sealed answer, Instant now, Duration grace);
}
