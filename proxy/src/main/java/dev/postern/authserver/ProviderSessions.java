package dev.postern.authserver;

import dev.postern.authserver.provider.IdentityProvider;
import dev.postern.authserver.provider.PasswordProvider;
import dev.postern.authserver.provider.ProviderRenewal;
import dev.postern.authserver.provider.RedirectProvider;
import dev.postern.authserver.provider.User;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.Grants;
import dev.postern.authserver.store.Seal;
import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.authserver.store.Tickets;
import dev.postern.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What the provider said of a user outlives the login only as long as the provider says so: it is asked at each
/// refresh, where it gave us something to ask with.
final class ProviderSessions {
    private static final String PURPOSE = "provider session";
    /// A replica that was killed meanwhile holds the others up no longer.
    private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(20);
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(50);
    private static final int TURNS = 160;

    private final IdentityProvider provider;
    private final Grants grants;
    private final Tickets tickets;
    private final Seal seal;
    private final InstantSource clock;

    ProviderSessions(IdentityProvider provider, Store store, Seal seal, InstantSource clock) {
        this.provider = provider;
        this.grants = store.grants();
        this.tickets = store.tickets();
        this.seal = seal;
        this.clock = clock;
    }

    /// What is to be kept of a login.
    Sealed keep(User user) {
        return seal(new ProviderSession(user.claims(), user.refreshToken()));
    }

    private Sealed seal(ProviderSession session) {
        return seal.seal(session.toJson(), PURPOSE);
    }

    /// What tokens tell of the user of a grant, as the provider said it last; empty where there is no such user.
    Optional<JsonObject> claims(Grant grant) {
        return switch (provider) {
            case PasswordProvider local -> local.find(grant.subject()).map(User::claims);
            case RedirectProvider _ -> session(grant).map(ProviderSession::claims);
        };
    }

    private Optional<ProviderSession> session(Grant grant) {
        Sealed kept = grant.provider();
        return kept == null
                ? Optional.of(ProviderSession.NOTHING)
                : seal.open(kept, PURPOSE).map(ProviderSession::fromJson);
    }

    /// What became of a login.
    sealed interface Renewal {
        /// It goes on.
        ///
        /// @param claims as the provider says them now
        record Alive(JsonObject claims) implements Renewal {}

        record Ended() implements Renewal {}

        record Unavailable() implements Renewal {}
    }

    Renewal renew(Grant grant) {
        boolean asks =
                session(grant).map(session -> session.refreshToken() != null).orElse(false);
        return provider instanceof RedirectProvider elsewhere && asks
                ? renewInTurn(elsewhere, grant.id())
                : claims(grant).<Renewal>map(Renewal.Alive::new).orElseGet(Renewal.Ended::new);
    }

    /// One request at a time asks about a grant, on all replicas together: a provider that replaces its tokens at
    /// each use would take two with the same one for a theft.
    private Renewal renewInTurn(RedirectProvider elsewhere, String grantId) {
        SecretHash key = SecretHash.of(grantId);
        for (int i = 0; i < TURNS; i++) {
            Instant now = clock.instant();
            if (tickets.add(new Ticket(TicketKind.RENEWAL, key, "", now.plus(LONGEST_RENEWAL)), now)) {
                try {
                    return grants.find(grantId, now)
                            .map(grant -> renew(elsewhere, grant))
                            .orElseGet(Renewal.Ended::new);
                } finally {
                    tickets.take(TicketKind.RENEWAL, key, now);
                }
            }
            if (!pause()) {
                break;
            }
        }
        return new Renewal.Unavailable();
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_TURNS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Renewal renew(RedirectProvider elsewhere, Grant grant) {
        ProviderSession session = session(grant).orElse(ProviderSession.NOTHING);
        String token = session.refreshToken();
        if (token == null) {
            return new Renewal.Ended();
        }
        return switch (elsewhere.renew(grant.subject(), token)) {
            case ProviderRenewal.Alive(String next, JsonObject claims) -> {
                ProviderSession renewed = session.with(next, claims);
                if (!renewed.equals(session)) {
                    grants.keepProvider(grant.id(), seal(renewed));
                }
                yield new Renewal.Alive(renewed.claims());
            }
            case ProviderRenewal.Ended() -> new Renewal.Ended();
            case ProviderRenewal.Unavailable _ -> new Renewal.Unavailable();
        };
    }
}
