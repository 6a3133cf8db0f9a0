package dev.postern.authserver.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/// How connections are kept, whatever the database.
final class Pools {
    static final int CONNECTIONS = 8;
    static final Duration WAIT = Duration.ofSeconds(2);

    private Pools() {}

    static HikariDataSource over(DataSource database, String firstStatement, Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postern-store");
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(wait.toMillis());
        config.setValidationTimeout(1000);
        config.setConnectionInitSql(firstStatement);
        // Whatever the database's own default: the statements here are written for this one.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // The database may come later than we do.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
