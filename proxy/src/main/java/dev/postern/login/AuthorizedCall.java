package dev.postern.login;

import dev.postern.login.McpReply.Fault;
import dev.postern.login.McpReply.InsufficientScope;
import dev.postern.login.McpReply.Result;
import dev.postern.login.McpReply.Unauthorized;
import dev.postern.login.McpReply.Unusable;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Scopes;
import org.jspecify.annotations.Nullable;

/// A call with the token at hand; refreshed once where the server refuses it, and with more scopes where it asks for
/// more,
/// twice at most.
final class AuthorizedCall {
    private static final int MOST_STEPS_UP = 2;

    /// The call itself.
    interface Attempt {
        McpReply with(@Nullable BearerToken token) throws LoginException;
    }

    private final Endpoint endpoint;
    private final Attempt attempt;
    private final Renewal renewal;
    private final Login login;
    private final Store store;
    private final Person person;

    AuthorizedCall(Endpoint endpoint, Attempt attempt, Renewal renewal, Login login, Store store, Person person) {
        this.endpoint = endpoint;
        this.attempt = attempt;
        this.renewal = renewal;
        this.login = login;
        this.store = store;
        this.person = person;
    }

    /// The result, or the error as the server wrote it.
    McpReply run(LoginOptions options) throws LoginException {
        @Nullable Grant grant = store.grant(endpoint).isPresent() ? renewal.fresh(endpoint) : null;
        boolean renewed = false;
        int steps = 0;
        while (true) {
            @Nullable BearerToken token = grant == null ? null : grant.tokens().access();
            switch (attempt.with(token)) {
                case Unauthorized refused -> {
                    if (token == null || renewed) {
                        throw notLetIn(token != null, refused.challenge());
                    }
                    grant = renewal.other(endpoint, token);
                    renewed = true;
                }
                case InsufficientScope missing -> {
                    steps++;
                    grant = steppedUp(grant, missing.challenge(), steps, options);
                }
                case Result result -> {
                    return result;
                }
                case Fault fault -> {
                    return fault;
                }
                case Unusable unusable ->
                    throw new LoginException(endpoint + " cannot be used: " + unusable.sentence() + ".");
            }
        }
    }

    private LoginException notLetIn(boolean withToken, BearerChallenge challenge) {
        String said = challenge.description().isEmpty() ? "" : " It says: " + Shown.of(challenge.description());
        return new LoginException(
                withToken
                        ? endpoint + " refuses a token that was issued just now." + said
                        : endpoint + " wants a token: postern login " + endpoint);
    }

    private Grant steppedUp(@Nullable Grant grant, BearerChallenge challenge, int steps, LoginOptions options)
            throws LoginException {
        if (grant == null) {
            throw notLetIn(false, challenge);
        }
        Scopes all = grant.requested().and(challenge.scope());
        boolean nothingNew = grant.requested().containsAll(challenge.scope());
        if (nothingNew || steps > MOST_STEPS_UP) {
            throw new LoginException(endpoint + " wants more than was granted"
                    + (challenge.scope().isEmpty() ? "" : ": " + challenge.scope())
                    + "; all of it was asked for, and " + grant.issuer() + " granted "
                    + (grant.tokens().granted().isEmpty()
                            ? "none"
                            : grant.tokens().granted()) + ".");
        }
        person.tell().println("This needs more than you granted so far: " + challenge.scope());
        return login.run(endpoint, challenge, options.withScopes(all).like(grant));
    }
}
