package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.AuthorizationCode;
import dev.postern.authserver.store.CodeUse;
import dev.postern.authserver.store.Codes;
import dev.postern.authserver.store.SecretHash;
import java.sql.SQLException;
import java.time.Instant;

/// The table `code`. The update that uses a code up asks in the same statement whether it may: the second of two waits
/// for the first one's row and then finds its condition false.
final class CodeTable implements Codes {
    private final Database database;

    CodeTable(Database database) {
        this.database = database;
    }

    @Override
    public void add(AuthorizationCode code) {
        database.ask(session -> session.update(
                "insert into code (hash, grant_id, client_id, redirect_uri, challenge, scopes, resources, expires)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                code.hash(),
                code.grantId(),
                code.clientId(),
                code.redirectUri(),
                code.challenge(),
                code.scopes(),
                code.resources(),
                code.expires()));
    }

    @Override
    public CodeUse redeem(SecretHash code, Instant now) {
        return database.transact(session -> {
            boolean good = session.update(
                            "update code set used = ? where hash = ? and used is null and expires > ?", now, code, now)
                    > 0;
            return session.first(row -> use(row, good), "select * from code where hash = ?", code)
                    .orElseGet(CodeUse.Unknown::new);
        });
    }

    private static CodeUse use(Row row, boolean good) throws SQLException {
        if (good) {
            return new CodeUse.Redeemed(read(row));
        }
        return row.timeOrNull("used") == null ? new CodeUse.Unknown() : new CodeUse.Used(row.text("grant_id"));
    }

    private static AuthorizationCode read(Row row) throws SQLException {
        return new AuthorizationCode(
                row.hash("hash"),
                row.text("grant_id"),
                row.text("client_id"),
                row.text("redirect_uri"),
                row.text("challenge"),
                row.scopes("scopes"),
                row.lines("resources"),
                row.time("expires"));
    }
}
