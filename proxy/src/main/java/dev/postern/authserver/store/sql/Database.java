package dev.postern.authserver.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.authserver.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.api.FlywayException;

/// The database behind its pool of connections: work in, result out, and [StoreUnavailable] for whatever breaks.
final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 5;

    /// Two transactions stood in each other's way and this one was rolled back: it may be tried again.
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "90131");

    private final HikariDataSource pool;
    private final ReentrantLock migrating = new ReentrantLock();
    private volatile boolean migrated;

    Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /// What is done with a connection.
    @FunctionalInterface
    interface Work<T> {
        T with(Session session) throws SQLException;
    }

    /// Brings the tables up to date now rather than at the first call.
    void start() {
        try {
            migrateOnce();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /// Does what is one statement.
    <T> T ask(Work<T> work) {
        return attempt(work, false);
    }

    /// Does what is more than one statement: all of it or nothing.
    <T> T transact(Work<T> work) {
        return attempt(work, true);
    }

    private <T> T attempt(Work<T> work, boolean transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                migrateOnce();
                return once(work, transaction);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !COLLISIONS.contains(String.valueOf(e.getSQLState()))) {
                    throw unavailable(e);
                }
            }
        }
    }

    private <T> T once(Work<T> work, boolean transaction) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(!transaction);
            try {
                T result = work.with(new Session(connection));
                if (transaction) {
                    connection.commit();
                }
                return result;
            } catch (SQLException | RuntimeException e) {
                if (transaction) {
                    rollBack(connection, e);
                }
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void migrateOnce() throws SQLException {
        if (migrated) {
            return;
        }
        try {
            if (!migrating.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLException("somebody else is waiting for the database");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        try {
            if (!migrated) {
                Schema.migrate(pool);
                migrated = true;
            }
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        } finally {
            migrating.unlock();
        }
    }

    private static RuntimeException unavailable(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        // Data that do not fit are a mistake of ours, and not the database's state.
        return state.startsWith("22") || state.startsWith("23")
                ? new IllegalStateException("the store was given what it cannot keep (" + state + ")", e)
                : new StoreUnavailable(sentence(e, state), e);
    }

    private static String sentence(SQLException e, String state) {
        return Embedded.explain(e).orElseGet(() -> "the database cannot be asked (" + state + ")");
    }

    @Override
    public void close() {
        pool.close();
    }
}
