package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.StoreUnavailable;
import dev.postern.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;

/// H2 in a file of a folder that nobody else reads.
final class Embedded {
    private static final int IN_USE = 90020;
    private static final int IO_FAULT = 90028;
    private static final int IO_FAULT_IN_FILE = 90031;

    /// The same names and the same order of nulls as PostgreSQL; closed by us and not by the end of the process; no
    /// trace file beside the data. Not `WRITE_DELAY=0`: it would end the thread that also tidies the file up.
    private static final String SETTINGS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";LOCK_TIMEOUT=5000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /// Opening a file, and mending it after a crash, may take a slow machine longer than asking a database.
    private static final Duration TO_OPEN = Duration.ofSeconds(15);

    private Embedded() {}

    static Database open(StoreConfig.Embedded config) {
        Path folder = config.dataDir().toAbsolutePath();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new StoreUnavailable("the folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve("store") + SETTINGS);
        database.setUser("postern");
        database.setPassword("");
        // A commit alone would be written half a second later, and reach the disk when the system likes.
        return new Database(database, "select 1", TO_OPEN, "checkpoint sync");
    }

    static Path file(StoreConfig.Embedded config) {
        return config.dataDir().resolve("store.mv.db");
    }

    /// Takes the file from all others, where the folder was not made by us and lets them in.
    static void protect(StoreConfig.Embedded config) {
        try {
            Files.setPosixFilePermissions(file(config), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new StoreUnavailable("the store's file cannot be kept from others: " + e.getMessage(), e);
        }
    }

    /// What a fault of the file means, for a person; empty for other faults.
    static Optional<String> explain(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == IN_USE) {
                return Optional.of("the store's file is in use by another process, such as postern serve; stop that one"
                        + " first, or keep the store in PostgreSQL (--store-url), which many can use at once");
            }
            if (cause instanceof SQLException sql
                    && (sql.getErrorCode() == IO_FAULT || sql.getErrorCode() == IO_FAULT_IN_FILE)) {
                return Optional.of("the store's file cannot be read or written");
            }
        }
        return Optional.empty();
    }
}
