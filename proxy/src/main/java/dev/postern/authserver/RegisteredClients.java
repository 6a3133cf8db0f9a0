package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import dev.postern.authserver.store.Clients;
import dev.postern.authserver.store.RegisteredClient;
import java.util.Optional;

/// The clients that registered themselves.
final class RegisteredClients implements ClientLookup {
    private final Clients store;

    RegisteredClients(Clients store) {
        this.store = store;
    }

    @Override
    public Optional<Client> find(String id) {
        return store.find(id).map(RegisteredClients::client);
    }

    private static Client client(RegisteredClient registered) {
        return Client.of(
                registered.id(),
                metadata(registered),
                registered.secret(),
                registered.secretExpires(),
                Client.Origin.REGISTERED);
    }

    static ClientMetadata metadata(RegisteredClient registered) {
        try {
            return ClientMetadata.parse(JSONObjectUtils.parse(registered.metadata()));
        } catch (ParseException e) {
            throw new IllegalStateException("the store has a registration that is none: " + registered.id(), e);
        }
    }
}
