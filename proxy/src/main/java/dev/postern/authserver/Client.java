package dev.postern.authserver;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import dev.postern.authserver.store.SecretHash;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client as the endpoints need to know it, wherever it is known from.
///
/// @param id its `client_id`
/// @param name what people are shown
/// @param website where it says it is at home, null where it does not say
/// @param redirectUris where its users are sent back to
/// @param method how it shows that it is itself
/// @param secret the hash of its secret, null where it has none
/// @param secretExpires null for never
/// @param keys that it signs with, null where it does not say
/// @param keysUri where the keys are instead, null where nowhere
/// @param grantTypes what it may use
/// @param scopes what it may be granted at most, null for all there are
/// @param origin how we know it
record Client(
        String id,
        String name,
        @Nullable URI website,
        List<String> redirectUris,
        ClientAuthenticationMethod method,
        @Nullable SecretHash secret,
        @Nullable Instant secretExpires,
        @Nullable JWKSet keys,
        @Nullable URI keysUri,
        Set<GrantType> grantTypes,
        @Nullable Scopes scopes,
        Origin origin) {

    /// How we know a client.
    enum Origin {
        /// It told us about itself, and so did whoever wants to be taken for it.
        REGISTERED,
        /// Its document is at the URL that is its id: the host of that URL vouches for it.
        DOCUMENT,
        /// The operator of this server entered it.
        CONFIGURED
    }

    Client {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = Set.copyOf(grantTypes);
    }

    /// A client as its metadata describes it.
    static Client of(
            String id,
            ClientMetadata metadata,
            @Nullable SecretHash secret,
            @Nullable Instant secretExpires,
            Origin origin) {
        Set<URI> uris = metadata.getRedirectionURIs();
        Set<GrantType> types = metadata.getGrantTypes();
        ClientAuthenticationMethod method = metadata.getTokenEndpointAuthMethod();
        String name = metadata.getName();
        return new Client(
                id,
                DisplayName.of(name == null ? "" : name),
                metadata.getURI(),
                uris == null
                        ? List.of()
                        : uris.stream().map(URI::toString).sorted().toList(),
                method == null ? ClientAuthenticationMethod.NONE : method,
                secret,
                secretExpires,
                metadata.getJWKSet(),
                metadata.getJWKSetURI(),
                types == null ? Set.of(GrantType.AUTHORIZATION_CODE) : types,
                null,
                origin);
    }

    boolean isPublic() {
        return ClientAuthenticationMethod.NONE.equals(method);
    }

    boolean mayUse(GrantType type) {
        return grantTypes.contains(type);
    }

    /// What of these it may be granted.
    Scopes atMost(Scopes all) {
        Scopes bound = scopes;
        return bound == null
                ? all
                : Scopes.of(
                        all.values().stream().filter(bound.values()::contains).toList());
    }
}
