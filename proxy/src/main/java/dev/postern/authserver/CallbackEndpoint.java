package dev.postern.authserver;

import dev.postern.authserver.provider.Arrival;
import dev.postern.authserver.provider.CallbackParameters;
import dev.postern.authserver.provider.RedirectProvider;
import dev.postern.authserver.provider.User;
import dev.postern.authserver.store.TicketKind;
import dev.postern.config.AuthServerConfig;
import java.util.Optional;

/// `/callback`: users who come back from the provider. The secret of a login is in a cookie of its browser; what the
/// provider was given is only a hash of it, so that nobody's answer can be brought into another one's browser.
final class CallbackEndpoint implements Endpoint {
    static final String PATH = "/callback";

    private final AuthServerConfig config;
    private final RedirectProvider provider;
    private final Errands errands;
    private final AuthorizationFlow flow;
    private final Browser browser;
    private final HumanPages pages;
    private final ProviderSessions sessions;

    CallbackEndpoint(
            AuthServerConfig config,
            RedirectProvider provider,
            Errands errands,
            AuthorizationFlow flow,
            Browser browser,
            HumanPages pages,
            ProviderSessions sessions) {
        this.config = config;
        this.provider = provider;
        this.errands = errands;
        this.flow = flow;
        this.browser = browser;
        this.pages = pages;
        this.sessions = sessions;
    }

    private static String cookieName(AuthServerConfig config) {
        return (config.isSecure() ? "__Host-" : "") + "postern-login";
    }

    static String cookie(AuthServerConfig config, String secret) {
        return cookieName(config) + "=" + secret + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=600"
                + (config.isSecure() ? "; Secure" : "");
    }

    @Override
    public AuthResponse answer(AuthRequest request) {
        String secret = request.cookie(cookieName(config)).orElse("");
        String state = request.parameter("state").orElse("");
        if (secret.isEmpty() || !AuthorizationFlow.state(secret).equals(state)) {
            return pages.problem(403, "problem.callback");
        }
        Optional<PendingAuthorization> pending = errands.take(TicketKind.LOGIN, secret);
        if (pending.isEmpty()) {
            return pages.problem(400, "problem.expired");
        }
        if (!browser.isBound(request, pending.get())) {
            return pages.problem(403, "problem.browser");
        }
        CallbackParameters parameters = new CallbackParameters(
                request.parameter("code").orElse(""),
                request.parameter("error").orElse(""),
                request.parameter("iss").orElse(""));
        return switch (provider.arrive(parameters, secret)) {
            case Arrival.LoggedIn(User user) -> loggedIn(pending.get(), user);
            case Arrival.NotAllowed() -> flow.notAllowed(pending.get());
            case Arrival.Denied() -> flow.denied(pending.get());
            case Arrival.Unbelievable _ -> pages.problem(403, "problem.callback");
            case Arrival.Unavailable _ -> flow.unavailable(pending.get());
        };
    }

    private AuthResponse loggedIn(PendingAuthorization pending, User user) {
        PendingAuthorization step = pending.loggedIn(user.subject(), user.name(), sessions.keep(user));
        return browser.begin(flow.next(step, Optional.empty()), user.subject(), user.name());
    }
}
