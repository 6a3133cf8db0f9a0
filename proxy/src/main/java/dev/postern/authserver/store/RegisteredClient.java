package dev.postern.authserver.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A client that registered itself (RFC 7591).
///
/// @param id its `client_id`, ours to choose; visible ASCII, at most 255 characters
/// @param secret the hash of its secret, null for a public client or one that signs
/// @param secretExpires when the secret ends, null for never
/// @param accessToken the hash of its registration access token (RFC 7592)
/// @param metadata as registered: a JSON object of at most 16 KiB
/// @param registered when it registered
public record RegisteredClient(
        String id,
        @Nullable SecretHash secret,
        @Nullable Instant secretExpires,
        SecretHash accessToken,
        String metadata,
        Instant registered) {
    private static final int MAX_ID = 255;
    private static final int MAX_METADATA = 16 * 1024;

    public RegisteredClient {
        if (id.isEmpty() || id.length() > MAX_ID || metadata.length() > MAX_METADATA) {
            throw new IllegalArgumentException("a client's id has 1 to 255 characters, its metadata at most 16384");
        }
    }
}
