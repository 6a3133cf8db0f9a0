package dev.postern.login;

import dev.postern.oauth.ClientSecret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// As which client we are known to one authorization server.
///
/// @param id the client id
/// @param secret as the server issued it at registration, null where it issued none
/// @param secretFile where the person keeps the secret, null where there is none
/// @param authentication how it is shown at the token endpoint: `none`, `client_secret_basic` or `client_secret_post`
/// @param redirectPort the port of the redirect it is registered with, 0 where any will do
record Client(
        String id, @Nullable ClientSecret secret, @Nullable Path secretFile, String authentication, int redirectPort) {
    Client {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a client id is not empty");
        }
    }
}
