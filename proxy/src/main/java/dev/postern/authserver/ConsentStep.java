package dev.postern.authserver;

import dev.postern.authserver.page.Pages;
import dev.postern.authserver.provider.IdentityProvider;
import dev.postern.authserver.provider.PasswordProvider;
import dev.postern.authserver.provider.RedirectProvider;
import dev.postern.config.AuthServerConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/consent`: each client is named to its user, each time, before anything is done for it. The id in the form is good
/// once and for one browser, so that no other site can agree in the user's place.
final class ConsentStep implements StepEndpoint.Step {
    static final String PATH = "/consent";
    private static final int MOST_OF_AN_ADDRESS = 160;

    private final AuthServerConfig config;
    private final IdentityProvider provider;
    private final ClientLookup clients;
    private final AuthorizationFlow flow;
    private final HumanPages pages;

    ConsentStep(
            AuthServerConfig config,
            IdentityProvider provider,
            ClientLookup clients,
            AuthorizationFlow flow,
            HumanPages pages) {
        this.config = config;
        this.provider = provider;
        this.clients = clients;
        this.flow = flow;
        this.pages = pages;
    }

    @Override
    public AuthResponse decide(AuthRequest form, PendingAuthorization pending) {
        // a user of our own agrees as somebody; a form of the step before is not this one
        boolean due = provider instanceof RedirectProvider || pending.isLoggedIn();
        if (!due || pending.isForApplications()) {
            return pages.problem(400, "problem.expired");
        }
        return switch (form.parameter("decision").orElse("")) {
            case "allow" -> flow.next(pending.allow(), Optional.empty());
            case "deny" -> flow.denied(pending);
            default -> pages.problem(400, "problem.request");
        };
    }

    @Override
    public AuthResponse show(String id, PendingAuthorization pending) {
        Optional<Client> client = clients.find(pending.clientId());
        if (client.isEmpty()) {
            return pages.problem(400, "problem.client");
        }
        Pages.Consent shown = new Pages.Consent(
                client.get().name(),
                identity(client.get()),
                List.copyOf(pending.scopes().values()),
                config.resource().value(),
                shownTarget(pending.target()),
                whole(pending.target()),
                warning(pending.target()),
                pending.userName(),
                allow());
        String html = pages.pages().consent(config.basePath() + PATH, id, shown);
        String targets = HumanPages.formTargets(pending.target())
                + (provider instanceof PasswordProvider ? "" : " https: http://127.0.0.1:* http://localhost:*");
        return pages.page(200, html, targets);
    }

    private String identity(Client client) {
        return switch (client.origin()) {
            case REGISTERED -> pages.pages().text("consent.registered", Map.of());
            case DOCUMENT ->
                pages.pages()
                        .text(
                                "consent.document",
                                Map.of("website", URI.create(client.id()).getRawAuthority()));
            case CONFIGURED -> pages.pages().text("consent.configured", Map.of());
        };
    }

    private String shownTarget(String target) {
        String address = AuthorizationReader.shownTarget(target);
        return RedirectUris.isLoopback(URI.create(target))
                ? pages.pages().text("consent.here", Map.of("address", address))
                : address;
    }

    /// What the address is, but not so much of it that it pushes everything else away.
    private static String whole(String target) {
        return target.length() <= MOST_OF_AN_ADDRESS ? target : target.substring(0, MOST_OF_AN_ADDRESS) + "…";
    }

    private @Nullable String warning(String target) {
        URI uri = URI.create(target);
        if (RedirectUris.isLoopback(uri)) {
            return pages.pages().text("consent.local", Map.of());
        }
        return "https".equals(uri.getScheme())
                ? null
                : pages.pages().text("consent.native", Map.of("scheme", uri.getScheme() + ":"));
    }

    private String allow() {
        return switch (provider) {
            case PasswordProvider _ -> pages.pages().text("consent.allow", Map.of());
            case RedirectProvider elsewhere ->
                pages.pages().text("consent.forward", Map.of("provider", elsewhere.name()));
        };
    }
}
