package dev.postern.config;

import dev.postern.oauth.Scopes;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client that the operator wrote down.
///
/// @param id its `client_id`
/// @param name what people are shown
/// @param redirectUris where its users are sent back to
/// @param grantTypes what it may use
/// @param scopes what it may be granted at most, null for all there are
/// @param method how it shows that it is itself
/// @param credential what it shows that with
public record OperatorClient(
        String id,
        String name,
        List<String> redirectUris,
        Set<String> grantTypes,
        @Nullable Scopes scopes,
        Method method,
        Credential credential) {
    public static final String AUTHORIZATION_CODE = "authorization_code";
    public static final String REFRESH_TOKEN = "refresh_token";
    public static final String CLIENT_CREDENTIALS = "client_credentials";
    public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// How a client authenticates (RFC 7591 §2).
    public enum Method {
        NONE,
        CLIENT_SECRET_BASIC,
        CLIENT_SECRET_POST,
        PRIVATE_KEY_JWT
    }

    /// What a client authenticates with.
    public sealed interface Credential {
        record Nothing() implements Credential {}

        /// A secret, of which only the hash is known.
        ///
        /// @param sha256 of the secret, in base64url
        record Secret(String sha256) implements Credential {}

        /// Keys that it signs with.
        ///
        /// @param jwks its public keys, as JSON
        record Keys(String jwks) implements Credential {}

        /// Keys that are where the client publishes them.
        record KeysAt(URI uri) implements Credential {}
    }

    public OperatorClient {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = Set.copyOf(grantTypes);
    }
}
