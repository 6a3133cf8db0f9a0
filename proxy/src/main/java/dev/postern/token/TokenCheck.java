package dev.postern.token;

import java.time.Instant;
import java.util.Optional;

/// One thing a token must satisfy.
@FunctionalInterface
interface TokenCheck {

    /// Why the token is refused, empty where this check has nothing against it.
    Optional<Verdict.Invalid> objection(Jwt jwt, Instant now);

    static Optional<Verdict.Invalid> refuse(InvalidReason reason, String detail) {
        return Optional.of(new Verdict.Invalid(reason, detail));
    }
}
