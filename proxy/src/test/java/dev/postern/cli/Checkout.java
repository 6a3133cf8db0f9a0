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

/// A checkout with our launchers and with jars, a Maven and a JDK that only note down how they are called.
final class Checkout {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> FILES = List.of(
            "postern",
            "postern-oscal",
            ".mvn/jdk25.sh",
            ".mvn/launch.sh",
            "deploy/jvm.options",
            "deploy/train",
            "oscal-mcp/jvm.options",
            "pom.xml",
            "proxy/pom.xml",
            "oscal-mcp/pom.xml",
            "oscal-constraints/pom.xml");
    private static final List<String> JARS = List.of(
            "proxy/target/postern.jar",
            "oscal-mcp/target/postern-oscal.jar",
            "oscal-constraints/target/postern-oscal-constraints.jar");
    private static final String JAVA = """
            #!/bin/sh
            echo "$*" >>"$0.calls"
            for word; do
              case $word in
                -XX:AOTCacheOutput=*) [ ! -e "$0.untrainable" ] || { echo 'postern: no port' >&2; exit 1; }
                  echo cache >"${word#*=}" ;;
                stdio) exec cat ;;
              esac
            done
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>"$0.calls"
            [ ! -e "$0.unable" ] || { echo '[INFO] much'; echo '[ERROR] no compiler'; exit 1; }
            touch */target/*.jar
            """;

    private final Path directory;
    private final Path root;
    private Path jdk;

    Checkout(Path directory) throws IOException {
        this.directory = directory;
        this.root = directory.resolve("a checkout");
        for (String file : FILES) {
            Path copy = file(file);
            Files.createDirectories(copy.getParent());
            Files.copy(ROOT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
            age(file, 4);
        }
        script(file("mvnw"), MAVEN);
        for (String jar : JARS) {
            Files.createDirectories(file(jar).getParent());
            Files.createFile(file(jar));
            age(jar, 3);
        }
        for (String sources : List.of("proxy/src/main", "oscal-mcp/src/main", "oscal-constraints/src/main")) {
            Files.createDirectories(file(sources));
            age(sources, 4);
        }
        this.jdk = jdk("one");
    }

    Path file(String name) {
        return root.resolve(name);
    }

    /// Lets a file be this many minutes old.
    void age(String file, int minutes) throws IOException {
        Files.setLastModifiedTime(file(file), past(minutes));
    }

    void useAnotherJdk() throws IOException {
        jdk = jdk("another");
    }

    void letTrainingFail() throws IOException {
        Files.createFile(jdk.resolve("bin/java.untrainable"));
    }

    void letBuildsFail() throws IOException {
        Files.createFile(file("mvnw.unable"));
    }

    /// How Java was called, a line each.
    List<String> calls() throws IOException {
        return lines(jdk.resolve("bin/java.calls"));
    }

    /// How Maven was called, a line each.
    List<String> builds() throws IOException {
        return lines(file("mvnw.calls"));
    }

    /// What a launcher says, on standard output and standard error, and its exit code.
    record Run(String out, String err, int code) {}

    Run run(String launcher, String input, List<String> arguments) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(directory, "launcher", ".err");
        ProcessBuilder builder = new ProcessBuilder(file(launcher).toString()).redirectError(errors.toFile());
        builder.command().addAll(arguments);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().keySet().removeIf(name -> name.endsWith("_JAVA_OPTS"));
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(out, Files.readString(errors), process.exitValue());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private Path jdk(String name) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.setLastModifiedTime(home.resolve("release"), past(4));
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), JAVA);
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        assertThat(Files.writeString(file, text).toFile().setExecutable(true)).isTrue();
    }

    private static FileTime past(int minutes) {
        return FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes)));
    }
}
