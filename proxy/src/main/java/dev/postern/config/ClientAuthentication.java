package dev.postern.config;

import dev.postern.oauth.ClientSecret;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/// How Postern shows an authorization server that it is the client it says (OpenID Connect Core §9).
public sealed interface ClientAuthentication {

    /// `client_secret_basic`: id and secret in `Authorization`, each form-encoded first (RFC 6749 §2.3.1).
    record SecretBasic(ClientSecret secret) implements ClientAuthentication {}

    /// `client_secret_post`: id and secret in the form.
    record SecretPost(ClientSecret secret) implements ClientAuthentication {}

    /// `private_key_jwt`: an assertion signed with our own key (RFC 7523).
    ///
    /// @param keyId the `kid` under which the authorization server knows the key, null where it knows one only
    /// @param algorithm the JWS algorithm to sign with
    /// @param key the private key
    record PrivateKeyJwt(@Nullable String keyId, String algorithm, PrivateKey key) implements ClientAuthentication {
        @Override
        public String toString() {
            return "PrivateKeyJwt[" + keyId + "]";
        }
    }
}
