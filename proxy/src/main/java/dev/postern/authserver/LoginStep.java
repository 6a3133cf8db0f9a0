package dev.postern.authserver;

import dev.postern.authserver.provider.PasswordProvider;
import dev.postern.authserver.provider.User;
import dev.postern.authserver.store.TicketKind;
import dev.postern.config.AuthServerConfig;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/login`: name and password of our own users. Tries are rationed by address and by name.
final class LoginStep implements StepEndpoint.Step {
    static final String PATH = "/login";

    private final AuthServerConfig config;
    private final PasswordProvider users;
    private final Errands errands;
    private final AuthorizationFlow flow;
    private final Browser browser;
    private final HumanPages pages;
    private final RateLimit byAddress;
    private final RateLimit byName;

    LoginStep(
            AuthServerConfig config,
            PasswordProvider users,
            Errands errands,
            AuthorizationFlow flow,
            Browser browser,
            HumanPages pages,
            RateLimit byAddress,
            RateLimit byName) {
        this.config = config;
        this.users = users;
        this.errands = errands;
        this.flow = flow;
        this.browser = browser;
        this.pages = pages;
        this.byAddress = byAddress;
        this.byName = byName;
    }

    @Override
    public AuthResponse show(String id, PendingAuthorization pending) {
        return form(200, id, "", null);
    }

    @Override
    public AuthResponse decide(AuthRequest form, PendingAuthorization pending) {
        String name = form.parameter("username").orElse("").strip();
        String password = form.parameter("password").orElse("");
        String key = name.toLowerCase(Locale.ROOT);
        if (byAddress.take(form.network()).isPresent() || byName.take(key).isPresent()) {
            return again(429, pending, name, "login.many");
        }
        Optional<User> user = users.check(name, password);
        if (user.isEmpty()) {
            return again(403, pending, name, "login.wrong");
        }
        byAddress.giveBack(form.network());
        byName.giveBack(key);
        String subject = user.get().subject();
        PendingAuthorization step = pending.loggedIn(subject, user.get().name(), null);
        return browser.begin(
                flow.next(step, Optional.empty()), subject, user.get().name());
    }

    private AuthResponse again(int status, PendingAuthorization pending, String name, String fault) {
        return form(status, errands.keep(TicketKind.AUTHORIZATION, pending), name, fault);
    }

    private AuthResponse form(int status, String id, String name, @Nullable String fault) {
        return pages.page(status, pages.pages().login(config.basePath() + PATH, id, name, fault));
    }
}
