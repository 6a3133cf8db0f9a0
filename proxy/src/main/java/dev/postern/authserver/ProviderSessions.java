package dev.postern.authserver;

import dev.postern.authserver.provider.IdentityProvider;
import dev.postern.authserver.provider.PasswordProvider;
import dev.postern.authserver.provider.ProviderRenewal;
import dev.postern.authserver.provider.RedirectProvider;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.Grants;
import dev.postern.authserver.store.Seal;
import dev.postern.authserver.store.Sealed;
import java.util.Optional;

/// What the provider said of a user outlives the login only as long as the provider says so: it is asked at each
/// refresh, where it gave us something to ask with.
final class ProviderSessions {
    static final String PURPOSE = "provider token";

    private final IdentityProvider provider;
    private final Grants grants;
    private final Seal seal;

    ProviderSessions(IdentityProvider provider, Grants grants, Seal seal) {
        this.provider = provider;
        this.grants = grants;
        this.seal = seal;
    }

    ProviderRenewal renew(Grant grant) {
        return switch (provider) {
            case PasswordProvider local ->
                local.knows(grant.subject()) ? new ProviderRenewal.Alive(null) : new ProviderRenewal.Ended();
            case RedirectProvider elsewhere -> renew(elsewhere, grant);
        };
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
