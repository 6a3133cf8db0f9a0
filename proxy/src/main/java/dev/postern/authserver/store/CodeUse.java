package dev.postern.authserver.store;

/// What came of redeeming an authorization code.
public sealed interface CodeUse {

    /// It was good, and is used from now on.
    record Redeemed(AuthorizationCode code) implements CodeUse {}

    /// It was used before: somebody else has it too (RFC 6749 §4.1.2).
    ///
    /// @param grantId whose tokens have to be revoked
    record Used(String grantId) implements CodeUse {}

    /// There is no such code, or it has expired.
    record Unknown() implements CodeUse {}
}
