package dev.postern.authserver.store;

/// What a ticket is for.
public enum TicketKind {
    /// An authorization request that waits for its user.
    AUTHORIZATION,
    /// A user who was sent to the provider behind.
    LOGIN,
    /// A browser that showed who its user is.
    SESSION,
    /// The `jti` of an assertion that was used.
    ASSERTION,
    /// An access token that was revoked before its time, or a grant whose access tokens may still be about.
    REVOKED,
    /// A grant whose user is being asked about at the provider.
    RENEWAL
}
