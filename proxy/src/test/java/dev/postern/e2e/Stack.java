package dev.postern.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Everything the suite needs, running on loopback: Keycloak, the OSCAL server, a recorder before it, and Postern.
final class Stack implements AutoCloseable {
    static final Path TARGET = Path.of("target").toAbsolutePath();
    static final Path WORK = TARGET.resolve("e2e");
    static final Path LOGS = WORK.resolve("logs");
    static final Path SCRIPTS = Path.of("src/test/e2e").toAbsolutePath();

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, String> READ = Map.of("scope", "oscal:read");

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Postern.Place place;
    private final OfficialClients clients;
    private final Keycloak keycloak;
    private final Recorder recorder;
    private final Postern postern;

    private Stack() {
        int port = Ports.free();
        this.place = new Postern.Place(TARGET.resolve("postern.jar"), LOGS, "http://localhost:" + port + "/mcp");
        // Each takes a minute the first time, and much of that is waiting.
        CompletableFuture<Keycloak> issuer = meanwhile(() -> kept(Keycloak.started(
                Path.of(System.getProperty("e2e.keycloak")),
                Ports.free(),
                new Realms(ROOT.resolve("deploy/keycloak/realm-mcp.json")).imports(),
                place.resource(),
                LOGS)));
        CompletableFuture<OscalServer> oscal = meanwhile(
                () -> kept(OscalServer.started(ROOT.resolve("oscal-mcp/python"), WORK.resolve("oscal"), LOGS)));
        CompletableFuture<OfficialClients> callers = meanwhile(() -> OfficialClients.installed(SCRIPTS, WORK));
        try {
            CompletableFuture.allOf(issuer, oscal, callers).join();
            this.keycloak = issuer.join();
            this.clients = callers.join();
            oscal.join().awaitReady();
            this.recorder = kept(new Recorder(OscalServer.PORT));
            keycloak.awaitReady();
            this.postern = launched("postern", port, recorder.port(), trustInTheRealm())
                    .awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static Stack started() {
        return new Stack();
    }

    Postern postern() {
        return postern;
    }

    Recorder recorder() {
        return recorder;
    }

    OfficialClients clients() {
        return clients;
    }

    Keycloak keycloak() {
        return keycloak;
    }

    /// The URL of the guarded endpoint as tokens name it, whatever port the Postern at hand listens on.
    String resource() {
        return place.resource();
    }

    /// A second Postern for the same resource and issuer, before another upstream; ended with the rest.
    Postern posternBefore(String name, int upstream) {
        return launched(name, Ports.free(), upstream, trustInTheRealm()).awaitReady();
    }

    /// A second Postern for the same resource that trusts whom these options say; ended with the rest.
    Postern posternThatTrusts(String name, int upstream, String... options) {
        return launched(name, Ports.free(), upstream, options);
    }

    /// A second Postern that follows this policy, under a URL of its own.
    Postern posternWithPolicy(String name, String policy) {
        return posternOfItsOwn(name, recorder.port(), "--policy=" + file(name + ".yaml", policy));
    }

    /// A second Postern under a URL of its own, for clients which look whether the metadata is that of the URL they
    /// were
    /// given; ended with the rest.
    Postern posternOfItsOwn(String name, int upstream, String... more) {
        int port = Ports.free();
        Postern.Place own = new Postern.Place(place.jar(), place.logs(), "http://localhost:" + port + "/mcp");
        List<String> options = new ArrayList<>(List.of(
                "--upstream=http://127.0.0.1:" + upstream + "/mcp",
                "--auth-audience=" + place.resource(),
                trustInTheRealm()));
        options.addAll(List.of(more));
        return kept(Postern.launched(name, own, port, options)).awaitReady();
    }

    /// A second Postern that is the authorization server of its own endpoint, at this port; ended with the rest.
    Postern authorizationServer(String name, int port, List<String> options) {
        Postern.Place own = new Postern.Place(place.jar(), place.logs(), "http://localhost:" + port + "/mcp");
        List<String> all = new ArrayList<>(List.of(
                "--upstream=http://127.0.0.1:" + recorder.port() + "/mcp",
                "--authserver-scopes=oscal:read,oscal:write",
                "--data-dir=" + folder(name)));
        all.addAll(options);
        return kept(Postern.launched(name, own, port, all)).awaitReady();
    }

    private static Path folder(String name) {
        try {
            return Files.createTempDirectory(WORK, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same at a port that is given.
    Postern launched(String name, int port, int upstream, String... options) {
        List<String> all = Stream.concat(
                        Stream.of("--upstream=http://127.0.0.1:" + upstream + "/mcp"), Arrays.stream(options))
                .toList();
        return kept(Postern.launched(name, place, port, all));
    }

    /// A file with this secret, for options that take secrets by file only.
    Path secretFile(String secret) {
        return file(secret + ".txt", secret);
    }

    /// A file for options that name one.
    Path file(String name, String text) {
        try {
            return Files.writeString(WORK.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String trustInTheRealm() {
        return "--auth-issuer-url=" + keycloak.issuer();
    }

    String goodToken() {
        return keycloak.realm(Realms.FIRST).token("mcp-machine", READ);
    }

    String tokenToWrite() {
        return keycloak.realm(Realms.FIRST).token("mcp-machine", Map.of("scope", "oscal:read oscal:write"));
    }

    String tokenWithoutScope() {
        return keycloak.realm(Realms.FIRST).token("mcp-machine", Map.of());
    }

    String tokenForAnotherAudience() {
        return keycloak.realm(Realms.FIRST).token("other-app", Map.of());
    }

    /// Good when issued, for one second.
    String shortLivedToken() {
        return keycloak.realm(Realms.FIRST).token(Realms.SHORT_LIVED, READ);
    }

    private static <T> CompletableFuture<T> meanwhile(Supplier<T> part) {
        return CompletableFuture.supplyAsync(part, Thread.ofVirtual()::start);
    }

    private synchronized <T extends AutoCloseable> T kept(T started) {
        running.push(started);
        return started;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
