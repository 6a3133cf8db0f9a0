package dev.postern.authserver.store;

import java.time.Instant;

/// Authorization codes: each is redeemed once, whatever races, and is remembered as used until it would have expired
/// and an hour on.
public interface Codes {
    void add(AuthorizationCode code);

    /// Uses the code up. It does not matter to whom it was given: a code that was shown to the wrong one is used too.
    CodeUse redeem(SecretHash code, Instant now);
}
