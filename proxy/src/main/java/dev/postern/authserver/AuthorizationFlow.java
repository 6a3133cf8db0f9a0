package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.postern.authserver.provider.Departure;
import dev.postern.authserver.provider.IdentityProvider;
import dev.postern.authserver.provider.PasswordProvider;
import dev.postern.authserver.provider.RedirectProvider;
import dev.postern.authserver.store.AuthorizationCode;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.TicketKind;
import dev.postern.config.AuthServerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What comes next for a user. Our own users log in first, so that they know as whom they agree; whoever logs in
/// elsewhere agrees first, as nothing may reach the provider for a client that nobody let in (confused deputy).
final class AuthorizationFlow {
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private final AuthServerConfig config;
    private final Subjects subjects;
    private final IdentityProvider provider;
    private final ClientLookup clients;
    private final Store store;
    private final Errands errands;
    private final AuthorizationAnswers answers;
    private final HumanPages pages;
    private final Secrets secrets;
    private final InstantSource clock;

    AuthorizationFlow(
            AuthServerConfig config,
            IdentityProvider provider,
            ClientLookup clients,
            Store store,
            Errands errands,
            AuthorizationAnswers answers,
            HumanPages pages,
            Secrets secrets,
            InstantSource clock) {
        this.config = config;
        this.subjects = new Subjects(config);
        this.provider = provider;
        this.clients = clients;
        this.store = store;
        this.errands = errands;
        this.answers = answers;
        this.pages = pages;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// @param login who is logged in with this browser, empty where nobody is
    AuthResponse next(PendingAuthorization pending, Optional<Browser.Login> login) {
        boolean known = provider instanceof PasswordProvider || pending.isForApplications();
        PendingAuthorization step = known && login.isPresent() && !pending.isLoggedIn() && !pending.loginAgain()
                ? pending.loggedIn(login.get().subject(), login.get().name(), null)
                : pending;
        return switch (provider) {
            case PasswordProvider _ when !step.isLoggedIn() -> show(LoginStep.PATH, step);
            case RedirectProvider elsewhere
            when !step.isLoggedIn() && (step.allowed() || step.isForApplications()) -> depart(elsewhere, step);
            case IdentityProvider _
            when step.isForApplications() -> AuthResponse.redirect(config.url(ApplicationsEndpoint.PATH));
            case IdentityProvider _ when !step.allowed() -> show(ConsentStep.PATH, step);
            case IdentityProvider _ -> finish(step);
        };
    }

    private AuthResponse show(String path, PendingAuthorization pending) {
        return AuthResponse.redirect(config.url(path) + "?request=" + errands.keep(TicketKind.AUTHORIZATION, pending));
    }

    private AuthResponse depart(RedirectProvider elsewhere, PendingAuthorization pending) {
        String secret = secrets.secret();
        return switch (elsewhere.depart(state(secret), secret)) {
            case Departure.To(String location) -> {
                errands.keep(TicketKind.LOGIN, secret, pending);
                yield AuthResponse.redirect(location).with("Set-Cookie", CallbackEndpoint.cookie(config, secret));
            }
            case Departure.Unavailable _ -> unavailable(pending);
        };
    }

    /// The provider sees this of a login; the rest of the secret stays with the browser.
    static String state(String secret) {
        return SecretHash.of("state " + secret).value();
    }

    AuthResponse unavailable(PendingAuthorization pending) {
        return pending.isForApplications()
                ? pages.problem(503, "problem.unavailable")
                : answers.error(
                        pending,
                        OAuth2Error.TEMPORARILY_UNAVAILABLE.setDescription("The login provider cannot be reached"));
    }

    AuthResponse denied(PendingAuthorization pending) {
        return pending.isForApplications()
                ? pages.problem(403, "problem.callback")
                : answers.error(pending, OAuth2Error.ACCESS_DENIED.setDescription("The user did not agree"));
    }

    /// The provider knows the user, who is none of those we let in.
    AuthResponse notAllowed(PendingAuthorization pending) {
        return pending.isForApplications()
                ? pages.problem(403, "problem.account")
                : answers.error(
                        pending, OAuth2Error.ACCESS_DENIED.setDescription("This account may not use this server"));
    }

    /// The user is known and agreed: the grant begins, and ends soon unless its code is redeemed.
    private AuthResponse finish(PendingAuthorization pending) {
        Optional<Client> client = clients.find(pending.clientId());
        if (client.isEmpty()) {
            return pages.problem(400, "problem.client");
        }
        if (subjects.isTaken(pending.subject())) {
            return pages.problem(403, "problem.subject");
        }
        Instant now = clock.instant();
        String grantId = secrets.id();
        store.grants()
                .add(new Grant(
                        grantId,
                        pending.clientId(),
                        client.get().name(),
                        pending.subject(),
                        pending.scopes(),
                        pending.resources(),
                        now,
                        now.plus(CODE_LIFETIME),
                        pending.provider()));
        String code = secrets.secret();
        store.codes()
                .add(new AuthorizationCode(
                        SecretHash.of(code),
                        grantId,
                        pending.clientId(),
                        pending.redirectUri(),
                        pending.challenge(),
                        pending.scopes(),
                        pending.resources(),
                        now.plus(CODE_LIFETIME)));
        if (client.get().origin() == Client.Origin.REGISTERED) {
            store.clients().used(pending.clientId(), now);
        }
        return answers.code(pending, code);
    }
}
