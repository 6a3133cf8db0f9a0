package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SigningKey;
import dev.postern.authserver.store.SigningKeys;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The table `signing_key`. A key refers to the one before it, and no two to the same.
final class SigningKeyTable implements SigningKeys {
    private final Database database;

    SigningKeyTable(Database database) {
        this.database = database;
    }

    @Override
    public List<SigningKey> published(Instant now) {
        return database.ask(session -> session.all(
                SigningKeyTable::read,
                "select * from signing_key where published_until > ? order by signs_from, created, kid",
                now));
    }

    @Override
    public boolean add(SigningKey key, @Nullable String after) {
        String before = Objects.requireNonNullElse(after, "");
        return database.transact(session -> {
            // What is published no more is not in anybody's way.
            session.update("delete from signing_key where published_until <= ?", key.created());
            String last = session.first(
                            row -> row.text("kid"),
                            "select kid from signing_key order by signs_from desc, created desc, kid desc limit 1")
                    .orElse("");
            return last.equals(before) && insert(session, key, before);
        });
    }

    private static boolean insert(Session session, SigningKey key, String after) throws SQLException {
        return session.update(
                        "insert into signing_key (kid, after_kid, public_jwk, private_jwk, created, signs_from, published_until)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        key.kid(),
                        after,
                        key.publicJwk(),
                        key.privateJwk(),
                        key.created(),
                        key.signsFrom(),
                        key.publishedUntil())
                > 0;
    }

    private static SigningKey read(Row row) throws SQLException {
        return new SigningKey(
                row.text("kid"),
                row.text("public_jwk"),
                new Sealed(row.text("private_jwk")),
                row.time("created"),
                row.time("signs_from"),
                row.time("published_until"));
    }
}
