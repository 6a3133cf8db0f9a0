package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.RegisteredClient;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.sql.SqlStore;
import dev.postern.config.StoreConfig;
import dev.postern.oauth.Scopes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandTest {
    private static final Instant THEN = Instant.parse("2026-11-21T12:00:00.5Z");
    private static final String DOCUMENT = "https://client.example/metadata.json";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        Terminal terminal = new Terminal(
                Map.of("POSTERN_DATA_DIR", folder.toString()),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new CommandLineProgram(terminal, "1", _ -> {
                    throw new IOException("no gate here");
                })
                .run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void fill() {
        try (Store store = store()) {
            register(store, "c1", "{\"client_name\":\"Evil \\u001b[31mname\\u202e\"}");
            register(store, "c2", "{}");
            grant(store, "g1", "c1", "alice", THEN);
            grant(store, "g2", DOCUMENT, "bob", THEN.plusSeconds(1));
        }
    }

    private Store store() {
        return SqlStore.open(new StoreConfig.Embedded(folder, null));
    }

    private static void register(Store store, String id, String metadata) {
        store.clients()
                .register(new RegisteredClient(
                        id, SecretHash.of("s3cret"), null, SecretHash.of("token"), metadata, THEN));
    }

    private static void grant(Store store, String id, String client, String subject, Instant granted) {
        store.grants()
                .add(new Grant(
                        id,
                        client,
                        "name",
                        subject,
                        Scopes.parse("mcp:use mcp:more"),
                        List.of("https://mcp.example.com/mcp"),
                        granted,
                        Instant.now().plus(Duration.ofDays(1)),
                        null));
    }

    @Test
    void listsClientsWithoutWhatATerminalWouldObey() {
        assertThat(run("authserver", "clients", "list")).isZero();

        assertThat(out())
                .isEqualToNormalizingNewlines(
                        "c1\t2026-11-21T12:00:00Z\tEvil ?[31mname?\nc2\t2026-11-21T12:00:00Z\t-\n")
                .doesNotContain(SecretHash.of("s3cret").value());
    }

    @Test
    void listsGrantsOfAUserAndOfAClient() {
        assertThat(run("authserver", "grants", "list", "--subject", "alice")).isZero();
        assertThat(out())
                .isEqualToNormalizingNewlines(
                        "g1\t2026-11-21T12:00:00Z\talice\tc1\tmcp:use mcp:more\thttps://mcp.example.com/mcp\n");

        out.reset();
        assertThat(run("authserver", "grants", "list", "--client", DOCUMENT)).isZero();
        assertThat(out()).startsWith("g2\t").hasLineCount(1);
    }

    @Test
    void revokesAGrantOnce() {
        assertThat(run("authserver", "grants", "revoke", "g1")).isZero();
        assertThat(run("authserver", "grants", "revoke", "g1")).isEqualTo(ExitCode.FAILED);

        assertThat(err()).contains("there is no grant g1");
        try (Store store = store()) {
            assertThat(store.grants().find("g1", THEN)).isEmpty();
            assertThat(store.grants().find("g2", THEN)).isPresent();
        }
    }

    @Test
    void revokesAClientWithItsGrants() {
        assertThat(run("authserver", "clients", "revoke", "c1")).isZero();
        assertThat(run("authserver", "clients", "revoke", DOCUMENT)).isZero();
        assertThat(run("authserver", "clients", "revoke", "nobody")).isEqualTo(ExitCode.FAILED);

        assertThat(out()).isEqualToNormalizingNewlines("Deleted the client and revoked 1 grant.\nRevoked 1 grant.\n");
        assertThat(err()).contains("there is no client nobody");
        try (Store store = store()) {
            assertThat(store.clients().find("c1")).isEmpty();
            assertThat(store.grants().list(null, null, THEN, 9)).isEmpty();
        }
    }

    @Test
    void makesNoStoreWhereThereIsNone() {
        Path elsewhere = folder.resolve("elsewhere");

        assertThat(run("authserver", "clients", "list", "--data-dir", elsewhere.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err()).contains("there is no store in that folder");
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void saysWhatIsMissingWhereNoStoreIsNamed() {
        Terminal terminal = new Terminal(
                Map.of(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = new Commands(terminal, "1", _ -> {
                    throw new IOException("no gate here");
                })
                .run(List.of("authserver", "clients", "list"));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("--data-dir", "--store-url");
    }
}
