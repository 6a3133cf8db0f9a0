package dev.postern.authserver.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.authserver.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// The database behind its pool of connections: work in, result out, and [StoreUnavailable] for whatever breaks.
final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 5;

    /// Two transactions stood in each other's way and this one was rolled back: it may be tried again.
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "90131");

    private final DataSource source;
    private final String firstStatement;
    private final Duration wait;
    private final String makeDurable;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable HikariDataSource pool;

    /// @param firstStatement what each connection begins with
    /// @param wait how long a call waits for a connection
    /// @param makeDurable the statement that brings what was committed to the disk; empty where a commit does
    Database(DataSource source, String firstStatement, Duration wait, String makeDurable) {
        this.source = source;
        this.firstStatement = firstStatement;
        this.wait = wait;
        this.makeDurable = makeDurable;
    }

    /// What is done with a connection.
    @FunctionalInterface
    interface Work<T> {
        T with(Session session) throws SQLException;
    }

    /// Connects and brings the tables up to date now rather than at the first call.
    void start() {
        try {
            pool();
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
                return once(work, transaction);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !COLLISIONS.contains(String.valueOf(e.getSQLState()))) {
                    throw unavailable(e);
                }
            }
        }
    }

    private <T> T once(Work<T> work, boolean transaction) throws SQLException {
        try (Connection connection = pool().getConnection()) {
            connection.setAutoCommit(!transaction);
            Session session = new Session(connection);
            T result = transaction ? committed(work, session, connection) : work.with(session);
            if (session.hasChanged() && !makeDurable.isEmpty()) {
                makeDurable(connection);
            }
            return result;
        }
    }

    private static <T> T committed(Work<T> work, Session session, Connection connection) throws SQLException {
        try {
            T result = work.with(session);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private void makeDurable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(makeDurable);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private HikariDataSource pool() throws SQLException {
        HikariDataSource open = pool;
        if (open != null) {
            return open;
        }
        try {
            if (!opening.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLException("others wait for the database, too");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        try {
            open = pool;
            return open != null ? open : openPool();
        } finally {
            opening.unlock();
        }
    }

    /// Past the pool, which would hide for a while that nobody is there.
    private HikariDataSource openPool() throws SQLException {
        // A file whose last connection is closed is closed too, and opening it again takes its time.
        try (Connection _ = source.getConnection()) {
            Schema.migrate(source);
            HikariDataSource open = filled(Pools.over(source, firstStatement, wait));
            pool = open;
            return open;
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException cause
                    ? cause
                    : new SQLException("the tables cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    private static HikariDataSource filled(HikariDataSource open) throws SQLException {
        try {
            open.getConnection().close();
            return open;
        } catch (SQLException e) {
            open.close();
            throw e;
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
        // Without a state it is not the driver's sentence but one of ours.
        return Embedded.explain(e)
                .orElseGet(() -> "the database cannot be asked: "
                        + (e.getSQLState() == null ? String.valueOf(e.getMessage()) : "state " + state));
    }

    @Override
    public void close() {
        HikariDataSource open = pool;
        if (open != null) {
            open.close();
        }
    }
}
