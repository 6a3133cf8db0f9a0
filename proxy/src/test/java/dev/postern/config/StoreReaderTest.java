package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreReaderTest {
    private static final String KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
    private static final String OLD_KEY = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";

    private final Map<String, String> files =
            new HashMap<>(Map.of("password", "s3cret\n", "keys", "# newest first\n" + KEY + "\n" + OLD_KEY + "\n"));

    private StoreResult read(String... lines) {
        ConfigFile file = ConfigFile.parse("p.conf", new ArrayList<>(List.of(lines)));
        assertThat(file.problems()).isEmpty();
        return ConfigReader.store(Settings.of(Map.of(), Map.of(), file), name -> Optional.ofNullable(files.get(name)));
    }

    private StoreConfig store(String... lines) {
        return switch (read(lines)) {
            case StoreResult.Named named -> named.store();
            case StoreResult.None none -> throw new AssertionError(none);
            case StoreResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    private List<String> problems(String... lines) {
        return switch (read(lines)) {
            case StoreResult.Faulty faulty -> faulty.problems();
            case StoreResult.None none -> throw new AssertionError(none);
            case StoreResult.Named named -> throw new AssertionError(named);
        };
    }

    private StoreConfig.Postgres postgres(String url) {
        return (StoreConfig.Postgres) store("store-url = " + url, "store-user = postern", "store-key-file = keys");
    }

    @Test
    void namesNoPlaceWhereNoneIsGiven() {
        assertThat(read()).isEqualTo(new StoreResult.None());
    }

    @Test
    void aFolderBringsItsOwnKeysUnlessTheyAreGiven() {
        assertThat(store("data-dir = /var/lib/postern"))
                .isEqualTo(new StoreConfig.Embedded(Path.of("/var/lib/postern"), null));
        assertThat(store("data-dir = d", "store-key-file = keys")
                        .sealKeys()
                        .orElseThrow()
                        .base64())
                .hasSize(2)
                .startsWith(KEY);
    }

    @Test
    void readsADatabaseWithItsUserPasswordAndKeys() {
        StoreConfig store = store(
                "store-url = postgresql://localhost:5432/postern",
                "store-user = postern",
                "store-password-file = password",
                "store-key-file = keys");

        assertThat(store)
                .isEqualTo(new StoreConfig.Postgres(
                        "jdbc:postgresql://localhost:5432/postern",
                        false,
                        "postern",
                        new StorePassword("s3cret"),
                        SealKeys.parse(KEY + "\n" + OLD_KEY)));
        assertThat(store.toString()).doesNotContain("s3cret", KEY);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "postgresql://localhost/p, false",
                "postgresql://127.0.0.1:5432/p, false",
                "postgresql://[::1]/p, false",
                "postgresql://db.example.com/p, true",
                "jdbc:postgresql://db.example.com/p?connectTimeout=3, true",
                "\"postgresql://localhost,db.example.com/p\", true",
                "postgresql://localhost.example.com/p, true",
                "postgresql://db.example.com/p?sslmode=disable, false"
            })
    void aDatabaseElsewhereMustProveItsNameUnlessTheUrlSaysOtherwise(String url, boolean proven) {
        assertThat(postgres(url).needsProvenServer()).isEqualTo(proven);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://alice:geheim@db/p",
                "postgresql://alice@db/p",
                "postgresql://db/p?user=a",
                "postgresql://db/p?sslmode=require&password=geheim"
            })
    void refusesAUserOrPasswordInTheUrl(String url) {
        assertThat(problems("store-url = " + url, "store-user = postern", "store-key-file = keys"))
                .singleElement()
                .asString()
                .contains("has a user or a password in it")
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://db/p", "jdbc:h2:mem:x", "postgresql://db", "postgresql:///p", "postgresql://d b/p"})
    void refusesWhatIsNoDatabaseUrl(String url) {
        assertThat(problems("store-url = " + url, "store-user = postern", "store-key-file = keys"))
                .singleElement()
                .asString()
                .startsWith("--store-url");
    }

    @Test
    void saysWhatADatabaseNeedsBesides() {
        assertThat(problems("store-url = postgresql://localhost/p"))
                .anyMatch(problem -> problem.contains("--store-url needs --store-user"))
                .anyMatch(problem -> problem.contains("--store-url needs --store-key-file"))
                .hasSize(2);
    }

    @Test
    void saysWhatMeansNothingWithoutADatabase() {
        assertThat(problems("data-dir = d", "store-user = postern", "store-password-file = password"))
                .hasSize(2)
                .allMatch(problem -> problem.contains("means nothing without --store-url"));
        assertThat(problems("store-key-file = keys")).singleElement().asString().contains("--data-dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64 at all !", KEY + " " + KEY})
    void refusesKeysThatAreNone(String text) {
        files.put("keys", text);

        assertThat(problems("data-dir = d", "store-key-file = keys"))
                .singleElement()
                .asString()
                .contains("has no key of 32 bytes in base64 on each line")
                .doesNotContain(KEY);
    }

    @Test
    void refusesAPasswordFileThatIsMissingOrHasMoreLines() {
        files.put("two", "one\ntwo\n");
        for (String name : List.of("missing", "two")) {
            assertThat(problems(
                            "store-url = postgresql://localhost/p",
                            "store-user = postern",
                            "store-key-file = keys",
                            "store-password-file = " + name))
                    .singleElement()
                    .asString()
                    .contains("cannot be read, or has no password on its one line");
        }
    }
}
