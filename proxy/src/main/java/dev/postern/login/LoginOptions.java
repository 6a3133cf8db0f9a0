package dev.postern.login;

import dev.postern.oauth.Scopes;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a person wants to log in.
///
/// @param clientId as which client, null to find or register one
/// @param clientSecretFile where its secret is, null where it has none
/// @param clientMetadataUrl the URL of a client ID metadata document, null where there is none
/// @param issuer which of the server's issuers, null for the first
/// @param scopes exactly what to ask for, null for what the server says
/// @param redirectPort where to listen for the browser's return, 0 for any port
/// @param browser whether to open one
/// @param machine whether to log in as a program, without a person
/// @param patience how long to wait for the person
public record LoginOptions(
        @Nullable String clientId,
        @Nullable Path clientSecretFile,
        @Nullable String clientMetadataUrl,
        @Nullable String issuer,
        @Nullable Scopes scopes,
        int redirectPort,
        boolean browser,
        boolean machine,
        Duration patience) {

    /// What holds where nothing is said.
    public static LoginOptions simple(boolean browser, Duration patience) {
        return new LoginOptions(null, null, null, null, null, 0, browser, false, patience);
    }

    LoginOptions withScopes(Scopes wanted) {
        return new LoginOptions(
                clientId,
                clientSecretFile,
                clientMetadataUrl,
                issuer,
                wanted,
                redirectPort,
                browser,
                machine,
                patience);
    }

    /// For the same issuer as before, and as a program where it was one.
    LoginOptions like(Grant grant) {
        return new LoginOptions(
                clientId,
                clientSecretFile,
                clientMetadataUrl,
                grant.issuer(),
                scopes,
                redirectPort,
                browser,
                grant.machine(),
                patience);
    }
}
