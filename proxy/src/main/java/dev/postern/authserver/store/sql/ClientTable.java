package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Clients;
import dev.postern.authserver.store.RegisteredClient;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `client`.
final class ClientTable implements Clients {
    /// A sweep counts in days: who uses a client each second need not write each second.
    private static final Duration USE_IS_NOTED_EACH = Duration.ofMinutes(10);

    private final Database database;

    ClientTable(Database database) {
        this.database = database;
    }

    @Override
    public void register(RegisteredClient client) {
        database.ask(session -> session.update(
                "insert into client (id, secret, secret_expires, access_token, metadata, registered, last_used)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                client.id(),
                client.secret(),
                client.secretExpires(),
                client.accessToken(),
                client.metadata(),
                client.registered(),
                client.registered()));
    }

    @Override
    public Optional<RegisteredClient> find(String id) {
        return database.ask(session -> session.first(ClientTable::read, "select * from client where id = ?", id));
    }

    @Override
    public boolean update(RegisteredClient client) {
        return database.ask(session -> session.update(
                        "update client set secret = ?, secret_expires = ?, access_token = ?, metadata = ? where id = ?",
                        client.secret(),
                        client.secretExpires(),
                        client.accessToken(),
                        client.metadata(),
                        client.id()))
                > 0;
    }

    @Override
    public boolean delete(String id) {
        return database.transact(session -> {
            GrantTable.revokeAllOf(session, id);
            return session.update("delete from client where id = ?", id) > 0;
        });
    }

    @Override
    public void used(String id, Instant when) {
        database.ask(session -> session.update(
                "update client set last_used = ? where id = ? and last_used < ?",
                when,
                id,
                when.minus(USE_IS_NOTED_EACH)));
    }

    @Override
    public List<RegisteredClient> list(int most) {
        return database.ask(session ->
                session.all(ClientTable::read, "select * from client order by registered desc, id limit ?", most));
    }

    @Override
    public long count() {
        return database.ask(session -> session.first(row -> row.number("many"), "select count(*) as many from client")
                .orElse(0L));
    }

    private static RegisteredClient read(Row row) throws SQLException {
        return new RegisteredClient(
                row.text("id"),
                row.hashOrNull("secret"),
                row.timeOrNull("secret_expires"),
                row.hash("access_token"),
                row.text("metadata"),
                row.time("registered"));
    }
}
