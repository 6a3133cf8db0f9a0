package dev.postern.token;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/// What is found of a token itself, before it is asked who presents it; and how long that may be remembered.
sealed interface Judgement {

    /// It holds.
    ///
    /// @param until when it must be judged anew
    /// @param stillHolds whether nothing that made it hold has changed since, asked each time it is remembered
    record Accepted(AccessToken token, Instant until, BooleanSupplier stillHolds) implements Judgement {}

    /// It does not.
    ///
    /// @param until when it must be judged anew; the past where that costs nobody else anything
    record Refused(Verdict.Invalid verdict, Instant until) implements Judgement {}

    /// It cannot be said.
    record Undecided(Verdict.Unavailable verdict) implements Judgement {}

    static Judgement refuse(InvalidReason reason, String detail) {
        return refuse(new Verdict.Invalid(reason, detail));
    }

    static Judgement refuse(Verdict.Invalid verdict) {
        return new Refused(verdict, Instant.EPOCH);
    }
}
