package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `postern` in a checkout with a jar, and with a JDK that only notes down how it is called.
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> FILES =
            List.of("postern", ".mvn/jdk25.sh", "deploy/jvm.options", "deploy/train", "pom.xml", "proxy/pom.xml");
    private static final String JAVA = """
            #!/bin/sh
            echo "$*" >>"$0.calls"
            for word; do
              case $word in
                -XX:AOTCacheOutput=*) [ ! -e "$0.untrainable" ] || { echo 'postern: no port' >&2; exit 1; }
                  echo cache >"${word#*=}" ;;
              esac
            done
            """;

    @TempDir
    private Path directory;

    private Path checkout;
    private Path jdk;

    @BeforeEach
    void prepare() throws IOException {
        checkout = directory.resolve("a checkout");
        for (String file : FILES) {
            Path copy = checkout.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(ROOT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
            Files.setLastModifiedTime(copy, past(4));
        }
        Files.createDirectories(checkout.resolve("proxy/src/main"));
        Files.setLastModifiedTime(checkout.resolve("proxy/src/main"), past(4));
        Path jar = checkout.resolve("proxy/target/postern.jar");
        Files.createDirectories(jar.getParent());
        Files.setLastModifiedTime(Files.createFile(jar), past(3));
        jdk = jdk("one");
    }

    @Test
    void trainsOnceAndStartsWithTheCache() throws Exception {
        assertThat(postern("serve", "--listen", ":1")).contains("Training");
        assertThat(postern("serve")).isEmpty();

        Path cache = checkout.resolve("proxy/target/postern.aot");
        assertThat(cache).exists();
        assertThat(calls()).hasSize(3);
        assertThat(calls().getFirst()).contains("-XX:AOTCacheOutput=").endsWith("postern.jar train");
        assertThat(calls().get(1))
                .contains("@" + checkout.resolve("deploy/jvm.options"), "-XX:AOTCache=" + cache)
                .endsWith("postern.jar serve --listen :1");
        assertThat(calls().get(2)).doesNotContain("Output");
        assertThat(checkout.resolve("proxy/target")).isDirectoryNotContaining("glob:**.aot.[0-9]*");
    }

    @Test
    void startsAllTheSameWhereTheTrainingFailsAndDoesNotTryAgain() throws Exception {
        Files.createFile(jdk.resolve("bin/java.untrainable"));

        assertThat(postern("demo")).contains("no port", "The training failed; Postern starts without it.");
        assertThat(postern("demo")).isEmpty();
        assertThat(calls()).hasSize(3);
        assertThat(calls().subList(1, 3)).allMatch(call -> call.endsWith("postern.jar demo"));
    }

    @Test
    void trainsAgainForAnotherJar() throws Exception {
        postern("serve");
        Files.setLastModifiedTime(checkout.resolve("proxy/target/postern.aot.for"), past(2));
        Files.setLastModifiedTime(checkout.resolve("proxy/target/postern.jar"), past(1));

        assertThat(postern("serve")).contains("Training");
    }

    @Test
    void trainsAgainForAnotherJdk() throws Exception {
        postern("serve");
        jdk = jdk("another");

        assertThat(postern("serve")).contains("Training");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "config", "health", "token"})
    void trainsForNothingThatEndsAtOnce(String command) throws Exception {
        assertThat(postern(command)).isEmpty();
        assertThat(calls()).singleElement().asString().endsWith("postern.jar " + command);
    }

    @Test
    void aCacheThatDoesNotFitIsNotWorthAWord() throws Exception {
        Path cache = Files.writeString(directory.resolve("some.aot"), "not a cache");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        Process process = new ProcessBuilder(
                        java, "@" + ROOT.resolve("deploy/jvm.options"), "-XX:AOTCache=" + cache, "--version")
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).doesNotContainIgnoringCase("aot", "warning", "error");
    }

    private String postern(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(checkout.resolve("postern").toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("POSTERN_JAVA_OPTS");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said;
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(jdk.resolve("bin/java.calls"));
    }

    private Path jdk(String name) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.setLastModifiedTime(home.resolve("release"), past(4));
        for (String tool : List.of("bin/java", "bin/javac")) {
            assertThat(Files.writeString(home.resolve(tool), JAVA).toFile().setExecutable(true))
                    .isTrue();
        }
        return home;
    }

    private static FileTime past(int minutes) {
        return FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes)));
    }
}
