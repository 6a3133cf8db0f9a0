package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.RefreshToken;
import dev.postern.authserver.store.RefreshTokens;
import dev.postern.authserver.store.Rotation;
import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `refresh_token`. Whoever rotates holds the row of the grant meanwhile, so that a family changes in one
/// order, whatever replicas do.
final class RefreshTokenTable implements RefreshTokens {
    private final Database database;

    RefreshTokenTable(Database database) {
        this.database = database;
    }

    /// Where the grant was revoked a moment ago, there is nothing to be the first token of.
    @Override
    public void add(RefreshToken token) {
        database.transact(session -> {
            if (hold(session, token.grantId()).isPresent()) {
                insert(session, token);
            }
            return token;
        });
    }

    @Override
    public Optional<Grant> find(SecretHash token, Instant now) {
        return database.ask(session -> session.first(
                GrantTable::read,
                "select grants.* from grants join refresh_token on refresh_token.grant_id = grants.id"
                        + " where refresh_token.hash = ? and refresh_token.expires > ? and grants.expires > ?",
                token,
                now,
                now));
    }

    @Override
    public Rotation rotate(SecretHash presented, RefreshToken next, Sealed answer, Instant now, Duration grace) {
        return database.transact(session -> {
            // The first question only tells which grant to hold; what counts is asked again once it is held.
            Optional<String> grantId = session.first(
                    row -> row.text("grant_id"), "select grant_id from refresh_token where hash = ?", presented);
            if (grantId.isEmpty()) {
                return new Rotation.Unknown();
            }
            Optional<Instant> grantEnds = hold(session, grantId.get());
            Optional<State> found = session.first(
                    RefreshTokenTable::state,
                    "select expires, rotated, answer from refresh_token where hash = ?",
                    presented);
            if (grantEnds.isEmpty() || found.isEmpty()) {
                return new Rotation.Unknown();
            }
            State state = found.get();
            if (!grantEnds.get().isAfter(now) || !state.expires.isAfter(now)) {
                return new Rotation.Unknown();
            }
            if (state.rotated == null) {
                replace(session, presented, next, grantId.get(), answer, now);
                session.update(
                        "update refresh_token set answer = null where grant_id = ? and rotated < ?",
                        grantId.get(),
                        now.minus(grace));
                return new Rotation.Rotated();
            }
            if (state.answer != null && !state.rotated.plus(grace).isBefore(now)) {
                return new Rotation.Repeated(state.answer);
            }
            GrantTable.revoke(session, grantId.get());
            return new Rotation.Reused(grantId.get());
        });
    }

    /// Until the transaction ends nobody else changes this grant or its tokens.
    private static Optional<Instant> hold(Session session, String grantId) throws SQLException {
        return session.first(row -> row.time("expires"), "select expires from grants where id = ? for update", grantId);
    }

    private static void replace(
            Session session, SecretHash presented, RefreshToken next, String grantId, Sealed answer, Instant now)
            throws SQLException {
        if (!next.grantId().equals(grantId)) {
            throw new IllegalArgumentException("the next token is of another grant");
        }
        insert(session, next);
        session.update("update refresh_token set rotated = ?, answer = ? where hash = ?", now, answer, presented);
    }

    private static void insert(Session session, RefreshToken token) throws SQLException {
        session.update(
                "insert into refresh_token (hash, grant_id, expires) values (?, ?, ?)",
                token.hash(),
                token.grantId(),
                token.expires());
    }

    private static State state(Row row) throws SQLException {
        return new State(row.time("expires"), row.timeOrNull("rotated"), row.sealedOrNull("answer"));
    }

    private record State(
            Instant expires,
            @Nullable Instant rotated,
            @Nullable Sealed answer) {}
}
