package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateStoreReaderTest {
    private final Map<Option, String> given = new EnumMap<>(Map.of(
            Option.UPSTREAM, "http://127.0.0.1:8000/mcp",
            Option.AUTH_ISSUER_URL, "https://id.example.com/realms/mcp",
            Option.AUTH_RESOURCE_SERVER_URL, "https://mcp.example.com/mcp"));

    private ConfigResult read() {
        TextFiles files = file -> file.equals("/run/secrets/valkey") ? Optional.of("geheim\n") : Optional.empty();
        Map<String, String> environment = new HashMap<>();
        given.forEach(
                (option, text) -> environment.put(option.environmentNames().getFirst(), text));
        return ConfigReader.read(Settings.of(Map.of(), environment, Map.of()), files);
    }

    private @Nullable RateStoreConfig store() {
        return ((ConfigResult.Complete) read()).config().rateStore();
    }

    private List<String> problems() {
        return ((ConfigResult.Faulty) read()).problems();
    }

    @Test
    void thereIsNoneWhereNoneIsNamed() {
        assertThat(store()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://valkey.internal, redis://valkey.internal:6379/0, ''",
        "redis://10.0.0.7:7000/3, redis://10.0.0.7:7000/3, ''",
        "rediss://postern@valkey.internal/, rediss://valkey.internal:6379/0, postern"
    })
    void readsWhereItIsAndAsWhom(String url, String place, String user) {
        given.put(Option.RATE_LIMIT_STORE, url);

        assertThat(store()).isNotNull().satisfies(store -> {
            assertThat(store.place()).isEqualTo(place);
            assertThat(store.user()).isEqualTo(user);
            assertThat(store.password()).isNull();
            assertThat(store.prefix()).isEqualTo("postern");
        });
    }

    @Test
    void readsThePasswordFromAFileAndNeverPrintsIt() {
        given.put(Option.RATE_LIMIT_STORE, "redis://valkey.internal");
        given.put(Option.RATE_LIMIT_STORE_PASSWORD_FILE, "/run/secrets/valkey");

        assertThat(store()).isNotNull().satisfies(store -> {
            assertThat(store.password()).isEqualTo(new RateStoreConfig.Password("geheim"));
            assertThat(store.toString()).doesNotContain("geheim");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valkey.internal:6379",
                "http://valkey.internal",
                "redis://",
                "redis://valkey.internal/one",
                "redis://valkey.internal/0?timeout=1",
                "redis://valkey.internal:70000/0"
            })
    void saysHowAStoreIsWritten(String url) {
        given.put(Option.RATE_LIMIT_STORE, url);

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("--rate-limit-store ", "is not written like redis://host:6379/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://postern:geheim@valkey.internal", "rediss://:geheim@valkey.internal:6379/0"})
    void repeatsNoPasswordThatStandsInTheUrl(String url) {
        given.put(Option.RATE_LIMIT_STORE, url);

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("has a password in it", "--rate-limit-store-password-file")
                .doesNotContain("geheim");
    }

    @Test
    void warnsWhereThereIsNothingToShare() {
        given.put(Option.RATE_LIMIT_STORE, "redis://valkey.internal");

        assertThat(((ConfigResult.Complete) read()).warnings())
                .contains("--rate-limit-store is of no use: there are no limits in a policy file.");
    }

    @Test
    void saysThatAPasswordWithoutAStoreIsOfNoUse() {
        given.put(Option.RATE_LIMIT_STORE_PASSWORD_FILE, "/run/secrets/valkey");

        assertThat(problems()).singleElement().asString().contains("is of no use without --rate-limit-store");
    }

    @Test
    void wantsThePasswordOnce() {
        given.put(Option.RATE_LIMIT_STORE, "redis://valkey.internal");
        given.put(Option.RATE_LIMIT_STORE_PASSWORD_FILE, "/run/secrets/valkey");
        given.put(Option.RATE_LIMIT_STORE_PASSWORD, "geheim");

        assertThat(problems()).singleElement().asString().contains("is given twice");
    }
}
