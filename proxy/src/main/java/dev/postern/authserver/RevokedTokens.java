package dev.postern.authserver;

import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.TicketKind;
import java.util.Set;

/// What was revoked while access tokens of it may still be about: read from the store now and then, so that the
/// resource
/// servers of all replicas learn of it, and asked by them without going there.
public final class RevokedTokens {
    private final Store store;
    private volatile Set<String> revoked = Set.of();

    RevokedTokens(Store store) {
        this.store = store;
    }

    /// Looks what was revoked since. May block, and throws [dev.postern.authserver.store.StoreUnavailable].
    public void refresh() {
        revoked = store.tickets().contents(TicketKind.REVOKED);
    }

    /// Whether a token of ours was revoked, or the grant it was issued under.
    ///
    /// @param id its `jti`
    public boolean contains(String id) {
        Set<String> known = revoked;
        return !known.isEmpty() && (known.contains(id) || known.contains(AccessTokens.grantOf(id)));
    }
}
