package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/// The script `postern`.
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String JAR = "proxy/target/postern.jar";
    private static final String OSCAL_JAR = "oscal-mcp/target/postern-oscal.jar";

    @TempDir
    private Path directory;

    private Checkout checkout;

    @BeforeEach
    void prepare() throws IOException {
        checkout = new Checkout(directory);
    }

    @Test
    void trainsOnceAndStartsWithTheCache() throws Exception {
        assertThat(postern("serve", "--listen", ":1")).contains("Training");
        assertThat(postern("serve")).isEmpty();

        Path cache = checkout.file("proxy/target/postern.aot");
        assertThat(cache).exists();
        assertThat(checkout.calls()).hasSize(3);
        assertThat(checkout.calls().getFirst()).contains("-XX:AOTCacheOutput=").endsWith("postern.jar train");
        assertThat(checkout.calls().get(1))
                .contains("@" + checkout.file("deploy/jvm.options"), "-XX:AOTCache=" + cache)
                .endsWith("postern.jar serve --listen :1");
        assertThat(checkout.calls().get(2)).doesNotContain("Output");
        assertThat(checkout.file("proxy/target")).isDirectoryNotContaining("glob:**.aot.[0-9]*");
    }

    @Test
    void startsAllTheSameWhereTheTrainingFailsAndDoesNotTryAgain() throws Exception {
        checkout.letTrainingFail();

        assertThat(postern("serve")).contains("no port", "The training failed; Postern starts without it.");
        assertThat(postern("serve")).isEmpty();
        assertThat(checkout.calls()).hasSize(3);
        assertThat(checkout.calls().subList(1, 3)).allMatch(call -> call.endsWith("postern.jar serve"));
    }

    @Test
    void trainsAgainForAnotherJar() throws Exception {
        postern("serve");
        checkout.age("proxy/target/postern.aot.for", 2);
        checkout.age(JAR, 1);

        assertThat(postern("serve")).contains("Training");
    }

    @Test
    void trainsAgainForAnotherJdk() throws Exception {
        postern("serve");
        checkout.useAnotherJdk();

        assertThat(postern("serve")).contains("Training");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "config", "health", "token"})
    void trainsForNothingThatEndsAtOnce(String command) throws Exception {
        assertThat(postern(command)).isEmpty();
        assertThat(checkout.calls()).singleElement().asString().endsWith("postern.jar " + command);
    }

    @Test
    void buildsWhatTheDemonstrationNeedsInOneRun() throws Exception {
        checkout.age("proxy/src/main", 1);
        checkout.age("oscal-mcp/src/main", 1);

        assertThat(postern("demo")).contains("Building").contains("Training");
        assertThat(checkout.builds()).singleElement().asString().contains("-pl proxy,oscal-mcp -am package");
        assertThat(checkout.calls())
                .hasSize(4)
                .anySatisfy(call -> assertThat(call).endsWith("postern-oscal.jar train"))
                .anySatisfy(call -> assertThat(call).endsWith("postern-oscal-constraints.jar"))
                .last()
                .asString()
                .endsWith("postern.jar demo");

        assertThat(postern("demo")).isEmpty();
        assertThat(checkout.builds()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "demo --upstream http://127.0.0.1:1/mcp",
                "demo --upstream=http://127.0.0.1:1/mcp",
                "demo --oscal python",
                "demo --oscal=python",
                "demo --help"
            })
    void needsNoOscalServerWhereNoneOfItsOwnIsStarted(String command) throws Exception {
        Files.delete(checkout.file(OSCAL_JAR));

        postern(command.split(" "));

        assertThat(checkout.builds()).isEmpty();
        assertThat(checkout.calls()).noneMatch(call -> call.contains("postern-oscal.jar"));
    }

    @Test
    void showsWhyItWasNotBuilt() throws Exception {
        checkout.age("proxy/src/main", 1);
        checkout.letBuildsFail();

        Checkout.Run run = checkout.run("postern", "", List.of("serve"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("[ERROR] no compiler", "not built").doesNotContain("much");
        assertThat(checkout.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/jvm.options", "oscal-mcp/jvm.options"})
    void aCacheThatDoesNotFitIsNotWorthAWord(String options) throws Exception {
        Path cache = Files.writeString(directory.resolve("some.aot"), "not a cache");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        Process process = new ProcessBuilder(
                        java, "@" + Checkout.ROOT.resolve(options), "-XX:AOTCache=" + cache, "--version")
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).doesNotContainIgnoringCase("aot", "warning", "error");
    }

    private String postern(String... arguments) throws IOException, InterruptedException {
        Checkout.Run run = checkout.run("postern", "", List.of(arguments));
        assertThat(run.code()).isZero();
        return run.out() + run.err();
    }
}
