package dev.postern.login;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// Decides as which client to log in: the one given, the one known from before, the one at a URL, one registered now.
final class Clients {
    private final Store store;
    private final Registration registration;

    Clients(Store store, Registration registration) {
        this.store = store;
        this.registration = registration;
    }

    /// A client, and where its browser comes back to.
    record Ready(Client client, LoopbackRedirect redirect) {}

    /// A client that logs in by itself.
    Client machine(LoginOptions options, ServerMetadata server) throws LoginException {
        Optional<Client> known = options.clientId() == null ? store.client(server.issuer()) : given(options, server);
        if (known.isEmpty() || known.get().authentication().equals(ClientAuthentication.NONE)) {
            throw new LoginException(
                    "A program logs in as a client with a secret: give --client-id and" + " --client-secret-file.");
        }
        return known.get();
    }

    Ready ready(LoginOptions options, ServerMetadata server) throws LoginException {
        Optional<Client> named = given(options, server);
        if (named.isPresent()) {
            return new Ready(named.get(), listening(options.redirectPort()));
        }
        Optional<Client> known = store.client(server.issuer());
        if (known.isPresent() && options.clientMetadataUrl() == null) {
            Optional<LoopbackRedirect> again = again(known.get(), options.redirectPort());
            if (again.isPresent()) {
                return new Ready(known.get(), again.get());
            }
        }
        if (options.clientMetadataUrl() != null && server.supports("client_id_metadata_document_supported")) {
            return new Ready(published(options.clientMetadataUrl()), listening(options.redirectPort()));
        }
        if (server.optionalEndpoint("registration_endpoint").isEmpty()) {
            throw new LoginException(server.issuer()
                    + " does not register clients by itself. Ask its operator for a client (a public one, for native"
                    + " applications, with the redirect http://127.0.0.1/callback on any port) and give --client-id"
                    + (server.supports("client_id_metadata_document_supported")
                            ? "; or publish a client ID metadata document and give --client-metadata-url."
                            : "."));
        }
        return registered(options, server);
    }

    private Ready registered(LoginOptions options, ServerMetadata server) throws LoginException {
        LoopbackRedirect redirect = listening(options.redirectPort());
        try {
            return new Ready(registration.register(server, redirect), redirect);
        } catch (LoginException e) {
            redirect.close();
            throw e;
        }
    }

    private static Optional<Client> given(LoginOptions options, ServerMetadata server) {
        if (options.clientId() == null) {
            return Optional.empty();
        }
        String authentication = options.clientSecretFile() == null
                ? ClientAuthentication.NONE
                : ClientAuthentication.withSecret(server.tokenAuthentication());
        return Optional.of(new Client(
                options.clientId(), null, options.clientSecretFile(), authentication, options.redirectPort()));
    }

    private static Client published(String url) throws LoginException {
        URI uri = Endpoint.of(url).uri();
        if (!uri.getScheme().equals("https") || uri.getRawPath().isEmpty()) {
            throw new LoginException(
                    "A client ID metadata document is at an https URL with a path; found " + Shown.of(url) + ".");
        }
        return new Client(url, null, null, ClientAuthentication.NONE, 0);
    }

    /// Where the client's redirect was, if that port is free: not every server lets the port change.
    private static Optional<LoopbackRedirect> again(Client client, int wanted) {
        if (wanted != 0 && client.redirectPort() != 0 && wanted != client.redirectPort()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LoopbackRedirect.listening(client.redirectPort() == 0 ? wanted : client.redirectPort()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static LoopbackRedirect listening(int port) throws LoginException {
        try {
            return LoopbackRedirect.listening(port);
        } catch (IOException e) {
            throw new LoginException(
                    "Nothing can listen on port " + port + " of this machine for the browser's return: "
                            + e.getMessage(),
                    e);
        }
    }
}
