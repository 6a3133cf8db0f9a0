package dev.postern.authserver;

import dev.postern.authserver.provider.IdentityProvider;
import dev.postern.authserver.provider.PasswordProvider;
import dev.postern.authserver.provider.ProviderRenewal;
import dev.postern.authserver.provider.RedirectProvider;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.Grants;
import dev.postern.authserver.store.Seal;
import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.authserver.store.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What the provider said of a user outlives the login only as long as the provider says so: it is asked at each
/// refresh, where it gave us something to ask with.
final class ProviderSessions {
    static final String PURPOSE = "provider token";
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

    ProviderRenewal renew(Grant grant) {
        return switch (provider) {
            case PasswordProvider local ->
                local.knows(grant.subject()) ? new ProviderRenewal.Alive(null) : new ProviderRenewal.Ended();
            case RedirectProvider _ when grant.provider() == null -> new ProviderRenewal.Alive(null);
            case RedirectProvider elsewhere -> renewInTurn(elsewhere, grant.id());
        };
    }

    /// One request at a time asks about a grant, on all replicas together: a provider that replaces its tokens at each
    /// use
    /// would take two with the same one for a theft.
    private ProviderRenewal renewInTurn(RedirectProvider elsewhere, String grantId) {
        SecretHash key = SecretHash.of(grantId);
        for (int i = 0; i < TURNS; i++) {
            Instant now = clock.instant();
            if (tickets.add(new Ticket(TicketKind.RENEWAL, key, "", now.plus(LONGEST_RENEWAL)), now)) {
                try {
                    return grants.find(grantId, now)
                            .map(grant -> renew(elsewhere, grant))
                            .orElseGet(ProviderRenewal.Ended::new);
                } finally {
                    tickets.take(TicketKind.RENEWAL, key, now);
                }
            }
            if (!pause()) {
                break;
            }
        }
        return new ProviderRenewal.Unavailable();
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

    private ProviderRenewal renew(RedirectProvider elsewhere, Grant grant) {
        Sealed kept = grant.provider();
        if (kept == null) {
            return new ProviderRenewal.Alive(null);
        }
        Optional<String> token = seal.open(kept, PURPOSE);
        if (token.isEmpty()) {
            return new ProviderRenewal.Ended();
        }
        ProviderRenewal renewal = elsewhere.renew(token.get());
        if (renewal instanceof ProviderRenewal.Alive(String next) && next != null) {
            grants.keepProvider(grant.id(), seal.seal(next, PURPOSE));
        }
        return renewal;
    }
}
