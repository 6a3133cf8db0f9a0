package dev.postern.authserver.store.sql;

import dev.postern.config.StoreConfig;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/// PostgreSQL, for more than one replica.
final class Postgres {
    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 10;

    /// So that a transaction whose replica died holds its rows for a while only.
    private static final String FIRST_STATEMENT =
            "set statement_timeout = '8s'; set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '10s'";

    private Postgres() {}

    static Database open(StoreConfig.Postgres config) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(config.url());
        database.setUser(config.user());
        database.setPassword(config.password().value());
        database.setApplicationName("postern");
        database.setConnectTimeout(CONNECT_SECONDS);
        database.setLoginTimeout(CONNECT_SECONDS);
        database.setSocketTimeout(ANSWER_SECONDS);
        database.setTcpKeepAlive(true);
        // Details of an error repeat the values of the row.
        database.setLogServerErrorDetail(false);
        if (config.needsProvenServer()) {
            database.setSslMode("verify-full");
            database.setSslfactory(DefaultJavaSSLFactory.class.getName());
        }
        return new Database(database, FIRST_STATEMENT, Pools.WAIT, "");
    }
}
