package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import dev.postern.oauth.Scopes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection while something is done with it: statements in, rows out.
final class Session {
    private final Connection connection;
    private boolean changed;

    Session(Connection connection) {
        this.connection = connection;
    }

    /// Runs a statement that changes rows, and tells how many.
    int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            int rows = statement.executeUpdate();
            changed |= rows > 0;
            return rows;
        }
    }

    /// Whether any row was changed by now.
    boolean hasChanged() {
        return changed;
    }

    /// The first row, if there is one.
    <T> Optional<T> first(Row.Reader<T> reader, String sql, @Nullable Object... values) throws SQLException {
        List<T> rows = all(reader, sql, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /// What has a NUL is in no row: PostgreSQL would take the question for a fault.
    <T> List<T> all(Row.Reader<T> reader, String sql, @Nullable Object... values) throws SQLException {
        for (Object value : values) {
            if (value instanceof String text && text.indexOf(0) >= 0) {
                return List.of();
            }
        }
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            Row row = new Row(result);
            while (result.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, stored(values[i]));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static @Nullable Object stored(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            // Microseconds are what both databases keep; rounded up, a time would be later than it was.
            case Instant time -> time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            case SecretHash hash -> hash.value();
            case Sealed sealed -> sealed.text();
            case Scopes scopes -> scopes.toString();
            case List<?> lines ->
                String.join("\n", lines.stream().map(String::valueOf).toList());
            case Enum<?> constant -> constant.name();
            default -> value;
        };
    }
}
