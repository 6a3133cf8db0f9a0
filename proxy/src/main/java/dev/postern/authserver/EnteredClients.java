package dev.postern.authserver;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import dev.postern.authserver.store.SecretHash;
import dev.postern.config.OperatorClient;
import dev.postern.config.OperatorClient.Credential;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The clients that the operator wrote down.
final class EnteredClients implements ClientLookup {
    private final Map<String, Client> clients = new HashMap<>();

    /// @throws IllegalArgumentException with a sentence that names the client
    EnteredClients(List<OperatorClient> entered, RedirectUris redirects) {
        for (OperatorClient client : entered) {
            for (String uri : client.redirectUris()) {
                redirects.objection(uri).ifPresent(why -> {
                    throw new IllegalArgumentException(
                            "The client %s of the clients file has a redirect URI that %s: %s."
                                    .formatted(client.id(), why, uri));
                });
            }
            clients.put(client.id(), client(client));
        }
    }

    private static Client client(OperatorClient entered) {
        return new Client(
                entered.id(),
                DisplayName.of(entered.name()),
                null,
                entered.redirectUris(),
                new ClientAuthenticationMethod(entered.method().name().toLowerCase(Locale.ROOT)),
                entered.credential() instanceof Credential.Secret(String sha256) ? new SecretHash(sha256) : null,
                null,
                keys(entered),
                entered.credential() instanceof Credential.KeysAt(URI uri) ? uri : null,
                entered.grantTypes().stream().map(GrantType::new).collect(Collectors.toSet()),
                entered.scopes(),
                Client.Origin.CONFIGURED);
    }

    private static @Nullable JWKSet keys(OperatorClient entered) {
        if (!(entered.credential() instanceof Credential.Keys(String jwks))) {
            return null;
        }
        try {
            return JWKSet.parse(jwks);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "The client %s of the clients file has keys that cannot be read; expected a JWK set of EC or RSA keys."
                            .formatted(entered.id()),
                    e);
        }
    }

    @Override
    public Optional<Client> find(String id) {
        return Optional.ofNullable(clients.get(id));
    }
}
