package dev.postern.authserver;

import java.util.Optional;

/// Finds a client by its id. May block.
@FunctionalInterface
interface ClientLookup {
    Optional<Client> find(String id);

    /// Asks here, then there.
    default ClientLookup or(ClientLookup other) {
        return id -> find(id).or(() -> other.find(id));
    }
}
