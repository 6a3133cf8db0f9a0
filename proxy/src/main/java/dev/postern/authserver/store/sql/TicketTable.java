package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.authserver.store.Tickets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The table `ticket`.
final class TicketTable implements Tickets {
    private static final int MOST_CONTENTS = 100_000;

    private final Database database;

    TicketTable(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Ticket ticket, Instant now) {
        return database.transact(session -> {
            session.update(
                    "delete from ticket where kind = ? and hash = ? and expires <= ?",
                    ticket.kind(),
                    ticket.key(),
                    now);
            return session.update(
                            "insert into ticket (kind, hash, content, expires) values (?, ?, ?, ?) on conflict do nothing",
                            ticket.kind(),
                            ticket.key(),
                            ticket.content(),
                            ticket.expires())
                    > 0;
        });
    }

    @Override
    public Set<String> contents(TicketKind kind) {
        return new HashSet<>(database.ask(session -> session.all(
                row -> row.text("content"),
                "select content from ticket where kind = ? and content <> '' order by expires desc limit ?",
                kind,
                MOST_CONTENTS)));
    }

    @Override
    public Optional<Ticket> find(TicketKind kind, SecretHash key, Instant now) {
        return database.ask(session -> session.first(
                TicketTable::read, "select * from ticket where kind = ? and hash = ? and expires > ?", kind, key, now));
    }

    @Override
    public Optional<Ticket> take(TicketKind kind, SecretHash key, Instant now) {
        return database.transact(session -> {
            Optional<Ticket> ticket = session.first(
                    TicketTable::read,
                    "select * from ticket where kind = ? and hash = ? and expires > ? for update",
                    kind,
                    key,
                    now);
            boolean taken = session.update("delete from ticket where kind = ? and hash = ?", kind, key) > 0;
            return taken ? ticket : Optional.empty();
        });
    }

    private static Ticket read(Row row) throws SQLException {
        return new Ticket(
                TicketKind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.hash("hash"),
                row.text("content"),
                row.time("expires"));
    }
}
