package dev.postern.authserver.store;

import java.time.Instant;

/// A key that access tokens are signed with. It is published before it signs and after it has signed last.
///
/// @param kid its id
/// @param publicJwk its public half as a JWK
/// @param privateJwk the whole of it
/// @param created when it was made
/// @param signsFrom from when it signs, until a later one does
/// @param publishedUntil when its last token has long expired
public record SigningKey(
        String kid, String publicJwk, Sealed privateJwk, Instant created, Instant signsFrom, Instant publishedUntil) {}
