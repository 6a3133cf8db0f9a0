package dev.postern.authserver.store.sql;

import java.time.Duration;
import java.time.Instant;

/// Deletes what has expired, a few rows at a time: nobody waits long for a row, and the log of changes stays short.
final class Sweep {
    private static final int BATCH = 500;

    /// So long after its end a code that is shown again is still known as used.
    private static final Duration CODES_REMEMBERED = Duration.ofHours(1);

    /// No client asks for the same answer again after so long; what is sealed need not lie here longer.
    private static final Duration ANSWERS_KEPT = Duration.ofHours(1);

    private final Database database;

    Sweep(Database database) {
        this.database = database;
    }

    void run(Instant now, Instant unusedSince) {
        inBatches(
                "update refresh_token set answer = null where hash in"
                        + " (select hash from refresh_token where answer is not null and rotated < ? limit ?)",
                now.minus(ANSWERS_KEPT));
        inBatches("delete from grants where id in (select id from grants where expires <= ? limit ?)", now);
        inBatches(
                "delete from refresh_token where hash in (select hash from refresh_token where expires <= ? limit ?)",
                now);
        inBatches(
                "delete from code where hash in (select hash from code where expires <= ? limit ?)",
                now.minus(CODES_REMEMBERED));
        inBatches(
                "delete from ticket where (kind, hash) in (select kind, hash from ticket where expires <= ? limit ?)",
                now);
        inBatches(
                "delete from signing_key where kid in (select kid from signing_key where published_until <= ? limit ?)",
                now);
        inBatches(
                "delete from client where id in (select id from client where last_used < ?"
                        + " and not exists (select 1 from grants where grants.client_id = client.id) limit ?)",
                unusedSince);
    }

    /// Each batch is a transaction of its own; another replica may sweep at the same time.
    private void inBatches(String sql, Instant until) {
        int swept;
        do {
            swept = database.ask(session -> session.update(sql, until, BATCH));
        } while (swept == BATCH);
    }
}
