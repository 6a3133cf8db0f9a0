package dev.postern.token;

import dev.postern.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// One thing a header or a set of claims must satisfy.
@FunctionalInterface
interface TokenCheck {

    /// Why the token is refused, empty where this check has nothing against it.
    ///
    /// @param members of the header or the claims, whichever this check is about
    Optional<Verdict.Invalid> objection(JsonObject members, Instant now);

    static Optional<Verdict.Invalid> refuse(InvalidReason reason, String detail) {
        return Optional.of(new Verdict.Invalid(reason, detail));
    }
}
