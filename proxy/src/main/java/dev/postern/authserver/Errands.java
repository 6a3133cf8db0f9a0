package dev.postern.authserver;

import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.authserver.store.Tickets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Authorization requests while their users are busy: each id is good for one step, for ten minutes.
final class Errands {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Tickets tickets;
    private final Secrets secrets;
    private final InstantSource clock;

    Errands(Tickets tickets, Secrets secrets, InstantSource clock) {
        this.tickets = tickets;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// Keeps it, under a new id.
    String keep(TicketKind kind, PendingAuthorization pending) {
        String id = secrets.secret();
        keep(kind, id, pending);
        return id;
    }

    void keep(TicketKind kind, String id, PendingAuthorization pending) {
        Ticket ticket = new Ticket(
                kind, SecretHash.of(id), pending.toJson(), clock.instant().plus(PATIENCE));
        tickets.add(ticket, clock.instant());
    }

    Optional<PendingAuthorization> find(TicketKind kind, String id) {
        return tickets.find(kind, SecretHash.of(id), clock.instant())
                .map(t -> PendingAuthorization.fromJson(t.content()));
    }

    Optional<PendingAuthorization> take(TicketKind kind, String id) {
        return tickets.take(kind, SecretHash.of(id), clock.instant())
                .map(t -> PendingAuthorization.fromJson(t.content()));
    }
}
