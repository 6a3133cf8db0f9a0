package dev.postern.authserver.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is remembered for a while.
public interface Tickets {
    /// Keeps it; false, and nothing kept, where one of that kind and key is there and has not expired.
    boolean add(Ticket ticket, Instant now);

    /// The contents of the newest of that kind, also of some that have expired, and no empty ones.
    Set<String> contents(TicketKind kind);

    Optional<Ticket> find(TicketKind kind, SecretHash key, Instant now);

    /// Finds and forgets it, in one step: of any number of callers one gets it.
    Optional<Ticket> take(TicketKind kind, SecretHash key, Instant now);
}
