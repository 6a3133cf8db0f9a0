package dev.postern.login;

import dev.postern.login.TokenAnswer.Granted;
import dev.postern.login.TokenAnswer.Refused;
import dev.postern.login.TokenAnswer.Unavailable;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One login, from the server's challenge to tokens that are kept.
final class Login {
    private final ResourceDiscovery resources;
    private final ServerDiscovery servers;
    private final Clients clients;
    private final TokenEndpoint tokens;
    private final Store store;
    private final Person person;
    private final SecureRandom random;
    private final AllowedAddresses allowed;

    Login(HttpCalls calls, TokenEndpoint tokens, Store store, Person person, SecureRandom random) {
        this.resources = new ResourceDiscovery(calls);
        this.servers = new ServerDiscovery(calls);
        this.clients = new Clients(store, new Registration(calls));
        this.tokens = tokens;
        this.store = store;
        this.person = person;
        this.random = random;
        this.allowed = calls.allowed();
    }

    Grant run(Endpoint endpoint, BearerChallenge challenge, LoginOptions options) throws LoginException {
        ResourceDocument resource = resources.find(endpoint, challenge);
        ServerMetadata server = servers.find(issuer(resource, options));
        requireSameIssuer(endpoint, server, options);
        Scopes scopes = scopes(options, challenge, resource, server);
        Grant grant = options.machine()
                ? machine(endpoint, resource, server, scopes, options)
                : interactive(endpoint, resource, server, scopes, options);
        try (StoreLock _ = store.lock(endpoint)) {
            store.save(grant);
        }
        store.remember(server.issuer(), grant.client());
        return grant;
    }

    private String issuer(ResourceDocument resource, LoginOptions options) throws LoginException {
        String wanted = options.issuer();
        if (wanted == null) {
            return resource.authorizationServers().getFirst();
        }
        if (!resource.authorizationServers().contains(wanted)) {
            throw new LoginException("This server does not take tokens of " + Shown.of(wanted) + "; it names "
                    + Shown.of(String.join(", ", resource.authorizationServers())) + ".");
        }
        // Whoever names a host means it, wherever it is.
        allowed.name(Endpoint.of(wanted).uri());
        return wanted;
    }

    /// A client id belongs to the server that gave it; at another it would be somebody else's.
    private void requireSameIssuer(Endpoint endpoint, ServerMetadata server, LoginOptions options)
            throws LoginException {
        Optional<Grant> before = store.grant(endpoint);
        if (options.clientId() == null || options.issuer() != null || before.isEmpty()) {
            return;
        }
        boolean moved = before.get().client().id().equals(options.clientId())
                && !before.get().issuer().equals(server.issuer());
        if (moved) {
            throw new LoginException("The client " + Shown.of(options.clientId()) + " is one of "
                    + before.get().issuer()
                    + ", and the server now names " + server.issuer() + ". If that is right, give --issuer "
                    + server.issuer());
        }
    }

    private static Scopes scopes(
            LoginOptions options, BearerChallenge challenge, ResourceDocument resource, ServerMetadata server) {
        if (options.scopes() != null) {
            return options.scopes();
        }
        Scopes scopes = challenge.scope().isEmpty() ? resource.scopesSupported() : challenge.scope();
        Scopes offline = new Scopes(Set.of(AuthorizationRequest.OFFLINE_ACCESS));
        return !options.machine() && server.lists(offline) ? scopes.and(offline) : scopes;
    }

    private Grant interactive(
            Endpoint endpoint, ResourceDocument resource, ServerMetadata server, Scopes scopes, LoginOptions options)
            throws LoginException {
        if (server.optionalEndpoint("authorization_endpoint").isEmpty()) {
            throw new LoginException(server.issuer() + " has no page for a person to log in at"
                    + " (\"authorization_endpoint\"); a program logs in by --client-credentials.");
        }
        server.requirePkce();
        URI tokenEndpoint = server.endpoint("token_endpoint");
        Clients.Ready ready = clients.ready(options, server);
        try (LoopbackRedirect redirect = ready.redirect()) {
            AuthorizationRequest request = AuthorizationRequest.of(
                    server, ready.client().id(), redirect.uri(), resource.resource(), scopes, random);
            String code = new AuthorizationFlow(person, options.patience()).code(request, redirect, options.browser());
            TokenAnswer answer = tokens.ask(tokenEndpoint, ready.client(), request.exchange(code), scopes);
            return grant(endpoint, resource, server, ready.client(), scopes, false, answer);
        }
    }

    private Grant machine(
            Endpoint endpoint, ResourceDocument resource, ServerMetadata server, Scopes scopes, LoginOptions options)
            throws LoginException {
        Client client = clients.machine(options, server);
        TokenAnswer answer = tokens.ask(
                server.endpoint("token_endpoint"), client, machineGrant(resource.resource(), scopes), scopes);
        return grant(endpoint, resource, server, client, scopes, true, answer);
    }

    static Map<String, String> machineGrant(String resource, Scopes scopes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("resource", resource);
        if (!scopes.isEmpty()) {
            form.put("scope", scopes.toString());
        }
        return form;
    }

    private Grant grant(
            Endpoint endpoint,
            ResourceDocument resource,
            ServerMetadata server,
            Client client,
            Scopes scopes,
            boolean machine,
            TokenAnswer answer)
            throws LoginException {
        return switch (answer) {
            case Granted granted ->
                new Grant(
                        endpoint,
                        resource.resource(),
                        server.issuer(),
                        server.endpoint("token_endpoint"),
                        server.optionalEndpoint("revocation_endpoint").orElse(null),
                        client,
                        scopes,
                        machine,
                        granted.tokens());
            case Refused refused -> {
                if (refused.error().equals("invalid_client")) {
                    store.forgetClient(server.issuer());
                }
                throw new LoginException(refused.sentence());
            }
            case Unavailable unavailable -> throw new LoginException(unavailable.sentence());
        };
    }
}
