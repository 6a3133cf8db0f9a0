package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Map<Option, List<String>> NO_FLAGS = Map.of();
    private static final Map<Option, List<RawValue>> NO_FILE = Map.of();

    @Test
    void aFlagReplacesTheEnvironmentWhole() {
        Settings settings = Settings.of(
                Map.of(Option.AUTH_ISSUER_URL, List.of("https://a.example")),
                Map.of("POSTERN_AUTH_ISSUER_URL", "https://b.example,https://c.example"),
                NO_FILE);

        assertThat(settings.get(Option.AUTH_ISSUER_URL))
                .containsExactly(new RawValue("https://a.example", new Source.Flag("--auth-issuer-url")));
    }

    @Test
    void theEnvironmentReplacesTheFile() {
        Map<Option, List<RawValue>> file =
                ConfigFile.parse("f", List.of("listen = :1")).values();

        Settings settings = Settings.of(NO_FLAGS, Map.of("POSTERN_LISTEN", ":2"), file);

        assertThat(settings.get(Option.LISTEN))
                .containsExactly(new RawValue(":2", new Source.Environment("POSTERN_LISTEN")));
    }

    @Test
    void theFileReplacesTheDefault() {
        Map<Option, List<RawValue>> file =
                ConfigFile.parse("f", List.of("", "listen = :1")).values();

        Settings settings = Settings.of(NO_FLAGS, Map.of(), file);

        assertThat(settings.get(Option.LISTEN)).containsExactly(new RawValue(":1", new Source.Line("f", 2)));
    }

    @Test
    void theOwnVariableIsStrongerThanTheServersOldName() {
        Map<String, String> environment = Map.of(
                "OSCAL_AUTH_ISSUER_URL", "https://old.example", "POSTERN_AUTH_ISSUER_URL", "https://own.example");

        Settings settings = Settings.of(NO_FLAGS, environment, NO_FILE);

        assertThat(settings.get(Option.AUTH_ISSUER_URL).getFirst().text()).isEqualTo("https://own.example");
    }

    @Test
    void anEmptyVariableCountsAsAbsent() {
        Settings settings = Settings.of(NO_FLAGS, Map.of("POSTERN_LISTEN", " "), NO_FILE);

        assertThat(settings.get(Option.LISTEN)).containsExactly(new RawValue("127.0.0.1:8080", new Source.Default()));
    }

    @Test
    void aListIsCommaSeparatedOrTheFlagRepeated() {
        Settings settings = Settings.of(Map.of(Option.AUTH_AUDIENCE, List.of("a, b", "c")), Map.of(), NO_FILE);

        assertThat(settings.items(Option.AUTH_AUDIENCE))
                .extracting(RawValue::text)
                .containsExactly("a", "b", "c");
    }
}
