package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `postern-oscal`.
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class OscalLauncherTest {
    private static final String LAUNCHER = "postern-oscal";

    @TempDir
    private Path directory;

    private Checkout checkout;

    @BeforeEach
    void prepare() throws IOException {
        checkout = new Checkout(directory);
    }

    @Test
    void buildsNothingThatIsCurrentAndTrainsOnce() throws Exception {
        assertThat(checkout.run(LAUNCHER, "", List.of("--port", "0")).err()).contains("Training");
        assertThat(checkout.run(LAUNCHER, "", List.of("--port", "0")).err()).isEmpty();

        Path cache = checkout.file("oscal-mcp/target/postern-oscal.aot");
        assertThat(cache).exists();
        assertThat(checkout.builds()).isEmpty();
        assertThat(checkout.calls())
                .hasSize(4)
                .allMatch(call -> call.startsWith("@" + checkout.file("oscal-mcp/jvm.options")))
                .anySatisfy(
                        call -> assertThat(call).contains("-XX:AOTCacheOutput=").endsWith("postern-oscal.jar train"))
                .anySatisfy(call -> assertThat(call)
                        .endsWith("postern-oscal.jar train-constraints "
                                + checkout.file("oscal-constraints/target/postern-oscal-constraints.jar")));
        assertThat(checkout.calls().getLast()).contains("-XX:AOTCache=" + cache).endsWith("postern-oscal.jar --port 0");
    }

    @Test
    void buildsNothingButItsOwnModules() throws Exception {
        checkout.age("oscal-mcp/src/main", 1);
        checkout.age("proxy/src/main", 1);

        assertThat(checkout.run(LAUNCHER, "", List.of()).err()).contains("Building");

        assertThat(checkout.builds()).singleElement().asString().contains("-pl oscal-mcp -am package");
    }

    @Test
    void leavesStandardInputAndOutputToTheProtocol() throws Exception {
        checkout.age("oscal-mcp/src/main", 1);

        Checkout.Run run = checkout.run(LAUNCHER, "a message\n", List.of("--transport", "stdio"));

        assertThat(run.err()).contains("Building", "Training");
        assertThat(run.out()).isEqualTo("a message\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version"})
    void trainsForNothingThatEndsAtOnce(String option) throws Exception {
        assertThat(checkout.run(LAUNCHER, "", List.of(option)).err()).isEmpty();
        assertThat(checkout.calls()).singleElement().asString().endsWith("postern-oscal.jar " + option);
    }

    @Test
    void endsWhereItWasNotBuilt() throws Exception {
        checkout.age("oscal-mcp/src/main", 1);
        checkout.letBuildsFail();

        Checkout.Run run = checkout.run(LAUNCHER, "", List.of());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("[ERROR] no compiler");
        assertThat(run.out()).isEmpty();
    }
}
