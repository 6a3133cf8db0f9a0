package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import dev.postern.oauth.Scopes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of an answer, by the names of its columns.
final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    /// Makes something of a row.
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    String text(String column) throws SQLException {
        return present(column, textOrNull(column));
    }

    Instant time(String column) throws SQLException {
        return present(column, timeOrNull(column));
    }

    SecretHash hash(String column) throws SQLException {
        return new SecretHash(text(column));
    }

    Scopes scopes(String column) throws SQLException {
        return Scopes.parse(text(column));
    }

    List<String> lines(String column) throws SQLException {
        return text(column).lines().toList();
    }

    long number(String column) throws SQLException {
        return result.getLong(column);
    }

    @Nullable
    Instant timeOrNull(String column) throws SQLException {
        @Nullable OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Nullable
    SecretHash hashOrNull(String column) throws SQLException {
        String text = textOrNull(column);
        return text == null ? null : new SecretHash(text);
    }

    @Nullable
    Sealed sealedOrNull(String column) throws SQLException {
        String text = textOrNull(column);
        return text == null ? null : new Sealed(text);
    }

    private @Nullable String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    private static <T> T present(String column, @Nullable T value) throws SQLException {
        if (value == null) {
            throw new SQLException("the column " + column + " is null");
        }
        return value;
    }
}
