package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    @Test
    void readsNamesWithoutDashesAndSkipsCommentsAndEmptyLines() {
        ConfigFile file =
                ConfigFile.parse("postern.conf", List.of("# mine", "", " upstream=\"http://localhost:8000/mcp\" "));

        assertThat(file.problems()).isEmpty();
        assertThat(file.values().get(Option.UPSTREAM))
                .containsExactly(new RawValue("http://localhost:8000/mcp", new Source.Line("postern.conf", 3)));
    }

    @Test
    void namesTheNearestOptionForOneThatIsUnknown() {
        ConfigFile file = ConfigFile.parse("postern.conf", List.of("POSTERN_AUTH_ISSUER = https://id.example"));

        assertThat(file.problems())
                .containsExactly("postern.conf line 1 names \"POSTERN_AUTH_ISSUER\", which is no option; "
                        + "did you mean \"auth-issuer-url\"?");
    }

    @Test
    void saysWhichLineHasNoEqualsSign() {
        ConfigFile file = ConfigFile.parse("postern.conf", List.of("listen = :1", "upstream"));

        assertThat(file.problems()).singleElement().asString().startsWith("postern.conf line 2 has no \"=\"");
    }

    @Test
    void doesNotLetAFileNameAnotherFile() {
        assertThat(ConfigFile.parse("f", List.of("config = other")).problems()).hasSize(1);
    }
}
