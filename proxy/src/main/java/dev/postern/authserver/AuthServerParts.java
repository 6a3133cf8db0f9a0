package dev.postern.authserver;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.authserver.Route.Sharing;
import dev.postern.authserver.page.Pages;
import dev.postern.authserver.provider.IdentityProvider;
import dev.postern.authserver.provider.NotedProvider;
import dev.postern.authserver.provider.PasswordProvider;
import dev.postern.authserver.provider.RedirectProvider;
import dev.postern.authserver.store.Seal;
import dev.postern.authserver.store.Store;
import dev.postern.config.AuthServerConfig;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Builds the authorization server, in reading order.
public final class AuthServerParts {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int AUTHORIZATIONS = 100;
    private static final int TOKENS = 50;
    private static final int REGISTRATIONS = 20;
    private static final int FAILED_LOGINS = 10;
    private static final int FAILED_LOGINS_OF_ONE = 30;
    private static final int PAGES = 300;

    private final AuthServerConfig config;
    private final Store store;
    private final IdentityProvider provider;
    private final InstantSource clock;
    private final Secrets secrets;
    private final Seal seal;
    private final ProviderSessions sessions;
    private final OutboundCalls calls;
    private final KeyRing keys;

    /// @param seal what the store must not be able to read
    public AuthServerParts(
            AuthServerConfig config,
            Store store,
            IdentityProvider provider,
            Seal seal,
            SecureRandom random,
            InstantSource clock,
            OutboundCalls calls) {
        this.config = config;
        this.store = store;
        this.provider =
                provider instanceof RedirectProvider elsewhere ? new NotedProvider(elsewhere, calls.notes()) : provider;
        this.clock = clock;
        secrets = new Secrets(random);
        this.seal = seal;
        sessions = new ProviderSessions(provider, store, seal, clock);
        this.calls = calls;
        keys = new KeyRing(store.signingKeys(), seal, secrets, clock);
    }

    /// The keys that our tokens are checked with.
    public KeyRing keys() {
        return keys;
    }

    /// What of them was revoked.
    public RevokedTokens revoked() {
        return new RevokedTokens(store);
    }

    /// The endpoints.
    ///
    /// @throws IllegalArgumentException with a sentence on a client that the operator wrote down
    public AuthorizationServer server() {
        HumanPages pages = new HumanPages(new Pages(
                config.resource().origin().value().replaceFirst("^https?://", ""),
                config.url(ApplicationsEndpoint.PATH),
                config.scopeWords()));
        Map<String, Route> routes = new HashMap<>();
        RedirectUris redirects = new RedirectUris(config.redirectSchemes());
        RegistrationRules rules = new RegistrationRules(redirects, config.scopes());
        ClientLookup known =
                new EnteredClients(config.clients().entered(), redirects).or(new RegisteredClients(store.clients()));
        ClientLookup clients = known.or(new DocumentClients(calls.strangers(), rules, calls.notes(), clock));
        addMetadata(routes);
        addTokens(routes, known, clients, rules);
        addPages(routes, clients, pages);
        return new AuthorizationServer(routes, config.basePath() + RegistrationEndpoint.PATH + "/", pages);
    }

    private void addMetadata(Map<String, Route> routes) {
        ServerMetadata metadata = new ServerMetadata(config, true);
        String document = JSONObjectUtils.toJSONString(metadata.document());
        AuthResponse told =
                AuthResponse.text(200, "application/json", document).with("Cache-Control", "public, max-age=3600");
        RateLimit none = RateLimit.none(clock);
        for (String path : metadata.paths()) {
            routes.put(path, new Route(List.of("GET", "HEAD"), Sharing.ANYBODY, none, _ -> told));
        }
        Endpoint jwks = _ -> AuthResponse.text(200, "application/jwk-set+json", keys.published())
                .with("Cache-Control", "public, max-age=600");
        routes.put(config.basePath() + "/jwks", new Route(List.of("GET", "HEAD"), Sharing.ANYBODY, none, jwks));
    }

    private void addTokens(
            Map<String, Route> routes, ClientLookup known, ClientLookup clients, RegistrationRules rules) {
        AccessTokens accessTokens = new AccessTokens(config, keys, secrets, clock);
        IssuedTokens issued = new IssuedTokens(accessTokens);
        Resources resources = new Resources(config);
        ClientKeys clientKeys = new ClientKeys(calls.strangers(), calls.notes(), clock);
        ClientAssertions assertions = new ClientAssertions(config, clientKeys, store.tickets(), clock);
        ClientAuthenticator authenticator = new ClientAuthenticator(clients, assertions, clock);
        // whoever asks about tokens asks often, so nothing is fetched for it
        ClientAuthenticator services = new ClientAuthenticator(known, assertions, clock);
        TokenEndpoint token = new TokenEndpoint(
                config,
                authenticator,
                new CodeGrant(config, store, resources, issued, sessions, secrets, clock),
                new RefreshGrant(config, store, resources, issued, sessions, seal, secrets, clock),
                new ClientCredentials(config, resources, issued),
                assertionGrant(resources, issued));
        RegistrationEndpoint registration = new RegistrationEndpoint(config, store.clients(), rules, secrets, clock);
        put(routes, TokenEndpoint.PATH, TOKENS, token);
        put(
                routes,
                RevocationEndpoint.PATH,
                TOKENS,
                new RevocationEndpoint(config, authenticator, store, accessTokens, clock));
        routes.put(
                config.basePath() + IntrospectionEndpoint.PATH,
                new Route(
                        List.of("POST"),
                        Sharing.ANYBODY,
                        RateLimit.none(clock),
                        new IntrospectionEndpoint(config, services, store, accessTokens, clock)));
        RateLimit registrations = new RateLimit(REGISTRATIONS, Duration.ofHours(1), clock);
        String path = config.basePath() + RegistrationEndpoint.PATH;
        routes.put(path, new Route(List.of("POST"), Sharing.ANYBODY, registrations, registration::register));
        routes.put(
                path + "/",
                new Route(
                        List.of("GET", "PUT", "DELETE"),
                        Sharing.ANYBODY,
                        new RateLimit(TOKENS, WINDOW, RateLimit.Counted.REFUSED, clock),
                        registration::manage));
    }

    private AssertionGrant assertionGrant(Resources resources, IssuedTokens issued) {
        AssertionIssuers issuers =
                new AssertionIssuers(config.clients().assertionIssuers(), calls.issuers(), calls.notes(), clock);
        return new AssertionGrant(config, issuers, new Subjects(config), resources, issued, store.tickets(), clock);
    }

    private void put(Map<String, Route> routes, String path, int most, Endpoint endpoint) {
        RateLimit limit = new RateLimit(most, WINDOW, RateLimit.Counted.REFUSED, clock);
        routes.put(config.basePath() + path, new Route(List.of("POST"), Sharing.ANYBODY, limit, endpoint));
    }

    private void addPages(Map<String, Route> routes, ClientLookup clients, HumanPages pages) {
        Errands errands = new Errands(store.tickets(), secrets, clock);
        AuthorizationAnswers answers = new AuthorizationAnswers(config);
        Browser browser = new Browser(config, store.tickets(), secrets, clock);
        AuthorizationFlow flow =
                new AuthorizationFlow(config, provider, clients, store, errands, answers, pages, secrets, clock);
        AuthorizationReader reader = new AuthorizationReader(config, clients, new Resources(config));
        page(
                routes,
                AuthorizeEndpoint.PATH,
                AUTHORIZATIONS,
                new AuthorizeEndpoint(reader, flow, answers, browser, pages));
        page(
                routes,
                ConsentStep.PATH,
                PAGES,
                new StepEndpoint(new ConsentStep(config, provider, clients, flow, pages), errands, browser, pages));
        page(
                routes,
                ApplicationsEndpoint.PATH,
                PAGES,
                new ApplicationsEndpoint(config, store.grants(), flow, browser, pages, clock));
        switch (provider) {
            case PasswordProvider users -> {
                RateLimit byAddress = new RateLimit(FAILED_LOGINS, WINDOW, clock);
                RateLimit byName = new RateLimit(FAILED_LOGINS_OF_ONE, WINDOW, clock);
                LoginStep login = new LoginStep(config, users, errands, flow, browser, pages, byAddress, byName);
                page(routes, LoginStep.PATH, PAGES, new StepEndpoint(login, errands, browser, pages));
            }
            case RedirectProvider elsewhere -> {
                Endpoint callback = new CallbackEndpoint(config, elsewhere, errands, flow, browser, pages, sessions);
                routes.put(
                        config.basePath() + CallbackEndpoint.PATH,
                        new Route(
                                List.of("GET"),
                                Sharing.NOBODY,
                                new RateLimit(AUTHORIZATIONS, WINDOW, RateLimit.Counted.REFUSED, clock),
                                callback));
            }
        }
    }

    private void page(Map<String, Route> routes, String path, int most, Endpoint endpoint) {
        RateLimit limit = new RateLimit(most, WINDOW, clock);
        routes.put(config.basePath() + path, new Route(List.of("GET", "POST"), Sharing.NOBODY, limit, endpoint));
    }
}
