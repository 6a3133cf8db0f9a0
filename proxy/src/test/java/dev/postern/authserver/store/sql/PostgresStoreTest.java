package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Store;
import dev.postern.config.StoreConfig;
import dev.postern.testing.TestPostgres;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// The promises of a store, by PostgreSQL and two replicas.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreTest extends StoreContract {
    private Optional<TestPostgres> server = Optional.empty();

    @SuppressWarnings("NullAway.Init") // JUnit runs makeDatabase first
    private StoreConfig.Postgres database;

    @BeforeAll
    void startServer() {
        server = TestPostgres.start();
        Assumptions.assumeTrue(server.isPresent(), "there is no PostgreSQL on this machine, and none from Maven fits");
    }

    @AfterAll
    void stopServer() {
        server.ifPresent(TestPostgres::close);
    }

    @BeforeEach
    @Override
    void openStore() {
        database = server.orElseThrow().database();
        super.openStore();
    }

    @Override
    Store open() {
        return SqlStore.open(database);
    }
}
