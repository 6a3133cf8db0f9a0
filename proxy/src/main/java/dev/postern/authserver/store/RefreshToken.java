package dev.postern.authserver.store;

import java.time.Instant;

/// One refresh token of a grant.
///
/// @param hash of the token itself
/// @param grantId whose family it is of
/// @param expires when it ends unused
public record RefreshToken(SecretHash hash, String grantId, Instant expires) {}
