package dev.postern.authserver.store;

/// What came of presenting a refresh token.
public sealed interface Rotation {

    /// It was the family's newest; the next one is in its place.
    record Rotated() implements Rotation {}

    /// It was rotated a moment ago: the client gets what it was given then.
    ///
    /// @param answer as sealed at that time
    record Repeated(Sealed answer) implements Rotation {}

    /// It was rotated longer ago than grace allows. The grant is revoked by now.
    ///
    /// @param grantId which was it
    record Reused(String grantId) implements Rotation {}

    /// There is no such token, it has expired, or its grant is no more.
    record Unknown() implements Rotation {}
}
