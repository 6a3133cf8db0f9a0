package dev.postern.e2e;

import dev.postern.counterparts.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A real Keycloak on loopback with the suite's realms. Its database is a file that lives as long as the suite, so that
/// it can be stopped and comes back as the same.
final class Keycloak implements AutoCloseable {
    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "admin-pw";

    private static final String JAVA_HOME = System.getProperty("java.home");
    /// A server that lives for minutes starts sooner without the second compiler.
    private static final String QUICK = "-XX:TieredStopAtLevel=1 -Xms64m -Xmx512m";
    private static final List<String> BUILD_OPTIONS = List.of("--db=dev-mem", "--health-enabled=false");

    private static final Duration BUILD = Duration.ofMinutes(4);
    private static final Duration START = Duration.ofMinutes(4);

    private final Path home;
    private final int port;
    private final String resource;
    private final Path logs;
    private final Map<String, AuthorizationServer> realms = new ConcurrentHashMap<>();
    private Program program;

    private Keycloak(Path home, int port, String resource, Path logs) {
        this.home = home;
        this.port = port;
        this.resource = resource;
        this.logs = logs;
        this.program = launched("keycloak");
    }

    static Keycloak started(Path home, int port, Map<String, String> realms, String resource, Path logs) {
        build(home);
        forget(home.resolve("data/h2"));
        forget(home.resolve("data/import"));
        realms.forEach((name, realm) -> write(home.resolve("data/import/" + name + "-realm.json"), realm));
        return new Keycloak(home, port, resource, logs);
    }

    Keycloak awaitReady() {
        for (String realm : List.of(Realms.FIRST, Realms.SECOND)) {
            URI metadata = URI.create(issuer(realm) + "/.well-known/openid-configuration");
            program.awaitAnswer(metadata, START, status -> status == 200);
        }
        return this;
    }

    String issuer() {
        return issuer(Realms.FIRST);
    }

    String issuer(String realm) {
        return address() + "/realms/" + realm;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    AuthorizationServer realm(String name) {
        return realms.computeIfAbsent(name, _ -> new AuthorizationServer(issuer(name)));
    }

    /// Ends the process; nothing listens any more.
    void stop() {
        program.close();
    }

    /// Brings the same server back after a [#stop].
    void startAgain() {
        program = launched("keycloak-again");
        awaitReady();
    }

    /// Keeps its port and answers nothing.
    void freeze() {
        program.freeze();
    }

    void thaw() {
        program.thaw();
        awaitReady();
    }

    private Program launched(String name) {
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                JAVA_HOME,
                "JAVA_OPTS_APPEND",
                QUICK,
                "POSTERN_AUTH_RESOURCE_SERVER_URL",
                resource,
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                ADMIN_PASSWORD);
        List<String> command = List.of(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start",
                "--optimized",
                "--import-realm",
                // A cluster would listen on ports that are not on loopback, and that an earlier process may still hold.
                "--cache=local",
                "--http-enabled=true",
                "--hostname-strict=false",
                "--db-url=jdbc:h2:file:" + home.resolve("data/h2/suite") + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        return Program.started(name, logs, environment, command);
    }

    /// The slow half of a start, done once for each unpacked distribution and these options.
    private static void build(Path home) {
        Path stamp = home.resolve("postern.built");
        String wanted = String.join(" ", BUILD_OPTIONS);
        if (wanted.equals(read(stamp))) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("sh", "bin/kc.sh", "build"));
        command.addAll(BUILD_OPTIONS);
        new Command(home, Map.of("JAVA_HOME", JAVA_HOME, "JAVA_OPTS_APPEND", QUICK), BUILD).run(command);
        write(stamp, wanted);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What an earlier run left would be a Keycloak that has its realms already.
    private static void forget(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        realms.values().forEach(AuthorizationServer::close);
        program.close();
    }
}
