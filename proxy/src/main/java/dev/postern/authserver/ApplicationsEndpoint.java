package dev.postern.authserver;

import dev.postern.authserver.page.Pages;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.Grants;
import dev.postern.config.AuthServerConfig;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/applications`: where users see which applications act for them, and stop them.
final class ApplicationsEndpoint implements Endpoint {
    static final String PATH = "/applications";
    private static final int MOST = 200;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy, H:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final AuthServerConfig config;
    private final Grants grants;
    private final AuthorizationFlow flow;
    private final Browser browser;
    private final HumanPages pages;
    private final InstantSource clock;

    ApplicationsEndpoint(
            AuthServerConfig config,
            Grants grants,
            AuthorizationFlow flow,
            Browser browser,
            HumanPages pages,
            InstantSource clock) {
        this.config = config;
        this.grants = grants;
        this.flow = flow;
        this.browser = browser;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public AuthResponse answer(AuthRequest request) {
        Optional<Browser.Login> login = browser.login(request);
        if (login.isEmpty()) {
            Browser.Bound bound = browser.bind(request);
            return bound.on(flow.next(PendingAuthorization.forApplications(bound.hash()), Optional.empty()));
        }
        return request.is("POST") ? change(request, login.get()) : show(login.get(), false);
    }

    private AuthResponse change(AuthRequest request, Browser.Login login) {
        boolean own = login.token().equals(request.parameter("token").orElse(""));
        if (!own || !browser.isOurs(request)) {
            return pages.problem(403, "problem.origin");
        }
        if (request.parameter("logout").isPresent()) {
            return browser.end(request, pages.page(200, pages.pages().loggedOut()));
        }
        String id = request.parameter("grant").orElse("");
        Optional<Grant> grant =
                grants.find(id, clock.instant()).filter(found -> found.subject().equals(login.subject()));
        return show(login, grant.isPresent() && grants.revoke(id));
    }

    private AuthResponse show(Browser.Login login, boolean removed) {
        List<Pages.Entry> entries = grants.list(login.subject(), null, clock.instant(), MOST).stream()
                .map(grant -> new Pages.Entry(
                        grant.id(),
                        grant.clientName(),
                        DATE.format(grant.granted()),
                        List.copyOf(grant.scopes().values())))
                .toList();
        String html =
                pages.pages().applications(config.basePath() + PATH, login.token(), login.name(), entries, removed);
        return pages.page(200, html);
    }
}
