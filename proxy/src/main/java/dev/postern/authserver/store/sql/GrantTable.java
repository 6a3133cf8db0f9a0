package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.Grants;
import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.TicketKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `grants`. A revoked grant is no row any more, and the refresh tokens that refer to it go with it.
final class GrantTable implements Grants {
    private final Database database;

    GrantTable(Database database) {
        this.database = database;
    }

    @Override
    public void add(Grant grant) {
        database.ask(session -> session.update(
                "insert into grants (id, client_id, client_name, subject, scopes, resources, granted, expires, provider)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                grant.id(),
                grant.clientId(),
                grant.clientName(),
                grant.subject(),
                grant.scopes(),
                grant.resources(),
                grant.granted(),
                grant.expires(),
                grant.provider()));
    }

    @Override
    public Optional<Grant> find(String id, Instant now) {
        return database.ask(session ->
                session.first(GrantTable::read, "select * from grants where id = ? and expires > ?", id, now));
    }

    @Override
    public boolean extend(String id, Instant now, Instant expires) {
        return database.ask(session ->
                        session.update("update grants set expires = ? where id = ? and expires > ?", expires, id, now))
                > 0;
    }

    @Override
    public boolean keepProvider(String id, Sealed provider) {
        return database.ask(session -> session.update("update grants set provider = ? where id = ?", provider, id)) > 0;
    }

    @Override
    public boolean revoke(String id) {
        return database.transact(session -> revoke(session, id));
    }

    /// Ends the grant with all that could still become a token of it. For longer than any access token lasts it is
    /// known
    /// that it was revoked; by the clock of the database, on which nothing else depends.
    static boolean revoke(Session session, String id) throws SQLException {
        session.update(
                "insert into ticket (kind, hash, content, expires)"
                        + " select cast(? as varchar(32)), cast(? as varchar(43)), id, current_timestamp + interval '1' hour"
                        + " from grants where id = ? on conflict do nothing",
                TicketKind.REVOKED,
                SecretHash.of(id),
                id);
        boolean ended = session.update("delete from grants where id = ?", id) > 0;
        session.update("delete from code where grant_id = ? and used is null", id);
        return ended;
    }

    static void revokeAllOf(Session session, String clientId) throws SQLException {
        List<String> ids = session.all(row -> row.text("id"), "select id from grants where client_id = ?", clientId);
        for (String id : ids) {
            revoke(session, id);
        }
        session.update("delete from code where client_id = ? and used is null", clientId);
    }

    @Override
    public List<Grant> list(@Nullable String subject, @Nullable String clientId, Instant now, int most) {
        StringBuilder sql = new StringBuilder("select * from grants where expires > ?");
        List<Object> values = new ArrayList<>(List.of(now));
        if (subject != null) {
            sql.append(" and subject = ?");
            values.add(subject);
        }
        if (clientId != null) {
            sql.append(" and client_id = ?");
            values.add(clientId);
        }
        values.add(most);
        String whole = sql.append(" order by granted desc, id limit ?").toString();
        return database.ask(session -> session.all(GrantTable::read, whole, values.toArray()));
    }

    static Grant read(Row row) throws SQLException {
        return new Grant(
                row.text("id"),
                row.text("client_id"),
                row.text("client_name"),
                row.text("subject"),
                row.scopes("scopes"),
                row.lines("resources"),
                row.time("granted"),
                row.time("expires"),
                row.sealedOrNull("provider"));
    }
}
