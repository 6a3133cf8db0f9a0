package dev.postern.sidecar;

import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.RegisteredClient;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.StoreUnavailable;
import dev.postern.authserver.store.sql.SqlStore;
import dev.postern.config.StoreConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What the authorization server has in its store, for those who run it: shown as lines, and revoked. What others named
/// is printed without anything that a terminal would obey.
public final class StoreRegister {
    private static final int LONGEST = 80;

    private final StoreConfig config;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;

    public StoreRegister(StoreConfig config, Clock clock, PrintStream out, PrintStream err) {
        this.config = config;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /// Prints the registered clients, the newest first: id, when it registered, name.
    public boolean listClients(int most) {
        return withStore((store, _) -> {
            for (RegisteredClient client : store.clients().list(most)) {
                print(client.id(), seconds(client.registered()), name(client));
            }
            return true;
        });
    }

    /// Deletes a registered client, and revokes every grant it has; or the grants alone of one that is known by its
    /// metadata document.
    public boolean revokeClient(String id) {
        return withStore((store, now) -> {
            int ended = 0;
            for (Grant grant : store.grants().list(null, id, now, Integer.MAX_VALUE)) {
                ended += store.grants().revoke(grant.id()) ? 1 : 0;
            }
            boolean deleted = store.clients().delete(id);
            if (!deleted && ended == 0) {
                err.println("postern: there is no client " + printable(id) + ", and no grant of it.");
                return false;
            }
            out.println((deleted ? "Deleted the client and revoked " : "Revoked ")
                    + ended
                    + (ended == 1 ? " grant." : " grants."));
            return true;
        });
    }

    /// Prints the grants, the newest first: id, when it was given, subject, client, scopes, resources.
    ///
    /// @param subject only those of this one, null for all
    /// @param clientId only those of this one, null for all
    public boolean listGrants(@Nullable String subject, @Nullable String clientId, int most) {
        return withStore((store, now) -> {
            for (Grant grant : store.grants().list(subject, clientId, now, most)) {
                print(
                        grant.id(),
                        seconds(grant.granted()),
                        grant.subject(),
                        grant.clientId(),
                        grant.scopes().toString(),
                        String.join(" ", grant.resources()));
            }
            return true;
        });
    }

    /// Revokes one grant with all its tokens.
    public boolean revokeGrant(String id) {
        return withStore((store, _) -> {
            boolean ended = store.grants().revoke(id);
            if (ended) {
                out.println("Revoked.");
            } else {
                err.println("postern: there is no grant " + printable(id) + ".");
            }
            return ended;
        });
    }

    private boolean withStore(BiFunction<Store, Instant, Boolean> work) {
        // To look must not make a store where the folder is misspelt.
        if (!SqlStore.exists(config)) {
            err.println("postern: there is no store in that folder; expected the one that serve uses.");
            return false;
        }
        try (Store store = SqlStore.open(config)) {
            return work.apply(store, clock.instant());
        } catch (StoreUnavailable e) {
            err.println("postern: " + e.getMessage() + ".");
            return false;
        }
    }

    private void print(String... columns) {
        StringBuilder line = new StringBuilder();
        for (String column : columns) {
            line.append(line.isEmpty() ? "" : "\t").append(printable(column));
        }
        out.println(line);
    }

    private static String name(RegisteredClient client) {
        Optional<JsonObject> metadata = StrictJson.read(client.metadata());
        String name = metadata.flatMap(json -> json.string("client_name")).orElse("-");
        return name.substring(0, name.offsetByCodePoints(0, Math.min(LONGEST, name.codePointCount(0, name.length()))));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().map(c -> isObeyed(Character.getType(c)) ? '?' : c).forEach(printable::appendCodePoint);
        return printable.isEmpty() ? "-" : printable.toString();
    }

    private static boolean isObeyed(int type) {
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
