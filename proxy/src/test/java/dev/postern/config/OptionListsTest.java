package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people read about options says the same as the table.
class OptionListsTest {
    private static final Path CHECKOUT =
            Path.of(System.getProperty("user.dir")).endsWith("proxy") ? Path.of("..") : Path.of(".");

    @ParameterizedTest
    @EnumSource(Option.class)
    void theReadmesTableHasEveryOption(Option option) throws IOException {
        List<String> lines = Files.readAllLines(CHECKOUT.resolve("README.md"));
        String shown = option.defaultText().isEmpty() ? "" : "`" + option.defaultText() + "`";

        assertThat(lines).contains("| `%s` | %s | %s |".formatted(option.flag(), shown, option.meaning()));
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void theEnvironmentsExampleHasEveryVariableWithALineOnIt(Option option) throws IOException {
        List<String> lines = Files.readAllLines(CHECKOUT.resolve("dotenv.example"));

        assertThat(lines).anyMatch(line -> line.startsWith("# " + option.meaning()));
        for (String name : option.environmentNames()) {
            assertThat(lines).contains("#" + name + "=" + option.defaultText());
        }
    }
}
