package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Clients;
import dev.postern.authserver.store.Codes;
import dev.postern.authserver.store.Grants;
import dev.postern.authserver.store.RefreshTokens;
import dev.postern.authserver.store.SigningKeys;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.Tickets;
import dev.postern.config.StoreConfig;
import java.nio.file.Files;
import java.time.Instant;

/// The store in a relational database.
public final class SqlStore implements Store {
    private final Database database;
    private final Clients clients;
    private final Grants grants;
    private final Codes codes;
    private final RefreshTokens refreshTokens;
    private final Tickets tickets;
    private final SigningKeys signingKeys;
    private final Sweep sweep;

    SqlStore(Database database) {
        this.database = database;
        this.clients = new ClientTable(database);
        this.grants = new GrantTable(database);
        this.codes = new CodeTable(database);
        this.refreshTokens = new RefreshTokenTable(database);
        this.tickets = new TicketTable(database);
        this.signingKeys = new SigningKeyTable(database);
        this.sweep = new Sweep(database);
    }

    /// Whether there is anything to open, as far as that can be told without a connection.
    public static boolean exists(StoreConfig config) {
        return switch (config) {
            case StoreConfig.Embedded embedded -> Files.exists(Embedded.file(embedded));
            case StoreConfig.Postgres _ -> true;
        };
    }

    /// Opens the store. A file is opened now, or [dev.postern.authserver.store.StoreUnavailable] says why not;
    /// PostgreSQL is asked when it is first needed, and may be away until then.
    public static SqlStore open(StoreConfig config) {
        return switch (config) {
            case StoreConfig.Embedded embedded -> {
                Database database = Embedded.open(embedded);
                try {
                    database.start();
                    Embedded.protect(embedded);
                } catch (RuntimeException e) {
                    database.close();
                    throw e;
                }
                yield new SqlStore(database);
            }
            case StoreConfig.Postgres postgres -> new SqlStore(Postgres.open(postgres));
        };
    }

    @Override
    public Clients clients() {
        return clients;
    }

    @Override
    public Grants grants() {
        return grants;
    }

    @Override
    public Codes codes() {
        return codes;
    }

    @Override
    public RefreshTokens refreshTokens() {
        return refreshTokens;
    }

    @Override
    public Tickets tickets() {
        return tickets;
    }

    @Override
    public SigningKeys signingKeys() {
        return signingKeys;
    }

    @Override
    public void sweep(Instant now, Instant unusedSince) {
        sweep.run(now, unusedSince);
    }

    @Override
    public void close() {
        database.close();
    }
}
