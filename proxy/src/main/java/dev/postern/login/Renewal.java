package dev.postern.login;

import dev.postern.login.TokenAnswer.Granted;
import dev.postern.login.TokenAnswer.Refused;
import dev.postern.login.TokenAnswer.Unavailable;
import dev.postern.oauth.BearerToken;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Keeps a login fresh. A refresh token is good for one use, so one process at a time uses it, and the others find what
/// that one got.
final class Renewal {
    private final Store store;
    private final TokenEndpoint tokens;
    private final InstantSource clock;

    Renewal(Store store, TokenEndpoint tokens, InstantSource clock) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// The login to this server with a token that is good for a while.
    Grant fresh(Endpoint endpoint) throws LoginException {
        return unless(endpoint, grant -> grant.tokens().isFresh(clock.instant()));
    }

    /// The login with another token than this one, which the server refused.
    Grant other(Endpoint endpoint, BearerToken refused) throws LoginException {
        return unless(endpoint, grant -> !grant.tokens().access().equals(refused));
    }

    private Grant unless(Endpoint endpoint, Predicate<Grant> good) throws LoginException {
        Grant seen = stored(endpoint);
        if (good.test(seen)) {
            return seen;
        }
        try (StoreLock _ = store.lock(endpoint)) {
            Grant current = stored(endpoint);
            if (good.test(current)) {
                return current;
            }
            Grant renewed = current.with(renewed(current));
            store.save(renewed);
            return renewed;
        }
    }

    private Grant stored(Endpoint endpoint) throws LoginException {
        return store.grant(endpoint)
                .orElseThrow(() ->
                        new LoginException("You are not logged in to " + endpoint + ": postern login " + endpoint));
    }

    private Tokens renewed(Grant grant) throws LoginException {
        return switch (tokens.ask(
                grant.tokenEndpoint(),
                grant.client(),
                request(grant),
                grant.tokens().granted())) {
            case Granted granted -> keepingRefresh(grant.tokens(), granted.tokens());
            case Refused refused -> throw new LoginException(refused.sentence() + " " + again(grant));
            case Unavailable unavailable -> throw new LoginException(unavailable.sentence());
        };
    }

    private static Map<String, String> request(Grant grant) throws LoginException {
        if (grant.machine()) {
            return Login.machineGrant(grant.resource(), grant.requested());
        }
        RefreshToken refresh = grant.tokens().refresh();
        if (refresh == null) {
            throw new LoginException(
                    "The token has expired, and " + grant.issuer() + " gave none to refresh it. " + again(grant));
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refresh.value());
        form.put("resource", grant.resource());
        return form;
    }

    private static String again(Grant grant) {
        return "Log in again: postern login " + grant.endpoint();
    }

    /// A server that gives no new refresh token means the old one to be used on (RFC 6749 §6).
    private static Tokens keepingRefresh(Tokens old, Tokens fresh) {
        return fresh.refresh() != null
                ? fresh
                : new Tokens(fresh.access(), old.refresh(), fresh.issuedAt(), fresh.expiresAt(), fresh.granted());
    }
}
