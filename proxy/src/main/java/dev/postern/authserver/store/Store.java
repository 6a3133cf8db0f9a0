package dev.postern.authserver.store;

import java.time.Instant;

/// Everything the authorization server keeps. Each call is atomic and durable when it returns; it may block, and throws
/// [StoreUnavailable] where the store cannot be asked. No secret arrives here but hashed or sealed.
public interface Store extends AutoCloseable {
    Clients clients();

    Grants grants();

    Codes codes();

    RefreshTokens refreshTokens();

    Tickets tickets();

    SigningKeys signingKeys();

    /// Forgets what has expired, and registrations without a grant that were not used since.
    ///
    /// @param unusedSince when a registration must have been used, or made, to stay
    void sweep(Instant now, Instant unusedSince);

    @Override
    void close();
}
