package dev.postern.authserver.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The clients that registered themselves. Clients known by a metadata document (CIMD) are not here.
public interface Clients {
    /// Keeps a new client; its id is in use by no other.
    void register(RegisteredClient client);

    Optional<RegisteredClient> find(String id);

    /// Replaces the client of that id; false where there is none.
    boolean update(RegisteredClient client);

    /// Forgets the client, and revokes every grant it has; false where there is none.
    boolean delete(String id);

    /// Notes that it was used, so that a sweep leaves it.
    void used(String id, Instant when);

    /// The newest first.
    List<RegisteredClient> list(int most);

    /// How many there are.
    long count();
}
