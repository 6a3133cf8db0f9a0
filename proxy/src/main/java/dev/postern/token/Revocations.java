package dev.postern.token;

/// What an issuer took back before its time, as far as it tells without being asked.
@FunctionalInterface
public interface Revocations {
    /// Of an issuer that does not tell.
    Revocations UNKNOWN = _ -> false;

    /// Whether a token was revoked. Must not block.
    ///
    /// @param id its `jti`, empty where it has none
    boolean contains(String id);
}
