package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.counterparts.Command;
import dev.postern.counterparts.NodePackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A headless Chromium before three Posterns with pages of their own: one by plain http, one behind TLS, one that sends
/// its users to a provider. `pages.mjs` does what a person does; here is what it saw.
final class Visit {
    private static final String NAME = "alice";
    private static final String PASSWORD = "correct horse";
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration START = Duration.ofMinutes(1);

    private final Path folder;
    private final Path chromium;
    private final int plain = Ports.free();
    private final int behindTls = Ports.free();
    private final int elsewhere = Ports.free();
    private final int front = Ports.free();
    private final int provider = Ports.free();

    /// @param folder for what the Posterns keep
    Visit(Path folder, Path chromium) {
        this.folder = folder;
        this.chromium = chromium;
    }

    /// The browser of this machine: the one `POSTERN_TEST_CHROMIUM` names, else where distributions have it.
    static Optional<Path> chromium() {
        return Stream.of(
                        System.getenv().getOrDefault("POSTERN_TEST_CHROMIUM", "/usr/bin/chromium"),
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    JsonNode seen() throws IOException {
        List<Program> running = new ArrayList<>();
        try (SteadyUpstream upstream = new SteadyUpstream()) {
            Path users = users();
            Path secret = Files.writeString(folder.resolve("secret.txt"), "a secret of the provider's client");
            NodePackage scripts = NodePackage.installed(Stack.SCRIPTS, "pages", Stack.WORK);
            String local = "http://localhost:" + plain;
            running.add(launched(
                    "plain", plain, local, upstream, "--authserver=local", "--authserver-users-file=" + users));
            running.add(launched(
                    "tls",
                    behindTls,
                    "https://localhost:" + front,
                    upstream,
                    "--authserver=local",
                    "--authserver-users-file=" + users));
            running.add(launched(
                    "elsewhere",
                    elsewhere,
                    "http://localhost:" + elsewhere,
                    upstream,
                    "--authserver=oidc",
                    "--authserver-provider-url=http://localhost:" + provider,
                    "--authserver-client-id=postern",
                    "--authserver-client-secret-file=" + secret));
            for (int port : List.of(plain, behindTls, elsewhere)) {
                URI keys = URI.create("http://localhost:" + port + "/jwks");
                running.get(0).awaitAnswer(keys, START, status -> status == 200);
            }
            return run(scripts, local);
        } finally {
            running.forEach(Program::close);
        }
    }

    private JsonNode run(NodePackage scripts, String local) throws IOException {
        ObjectNode setting = new JsonMapper()
                .createObjectNode()
                .put("chromium", chromium.toString())
                .put("local", local)
                .put("secure", "https://localhost:" + front)
                .put("elsewhere", "http://localhost:" + elsewhere)
                .put("user", NAME)
                .put("password", PASSWORD)
                .put("providerPort", provider)
                .put("frontPort", front)
                .put("keyStore", keyStore().toString())
                .put("keyStorePassword", PASSWORD)
                .put("secureTarget", "http://localhost:" + behindTls)
                .put("shots", System.getProperty("postern.e2e.screenshots", ""));
        // the script itself calls the endpoint whose certificate was made just now
        Map<String, String> environment = Map.of("NODE_TLS_REJECT_UNAUTHORIZED", "0", "NODE_NO_WARNINGS", "1");
        String printed = new Command(scripts.folder(), environment, PATIENCE)
                .run(List.of("node", scripts.script("pages.mjs").toString(), setting.toString()));
        return new JsonMapper().readTree(printed);
    }

    /// The file of users, as an operator makes it.
    private Path users() {
        try (CommandLine command = CommandLine.started(folder, "authserver", "hash-password", NAME)) {
            CommandLine.Ended ended = command.type(PASSWORD).ended();
            if (ended.code() != 0) {
                throw new IllegalStateException(ended.err());
            }
            return Files.writeString(folder.resolve("users.txt"), ended.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path keyStore() {
        Path store = folder.resolve("front.p12");
        new Command(folder, START)
                .run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "front",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()));
        return store;
    }

    private Program launched(String name, int port, String origin, SteadyUpstream upstream, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Stack.TARGET.resolve("postern.jar").toString(),
                "serve",
                "--listen=127.0.0.1:" + port,
                "--ops-listen=127.0.0.1:0",
                "--upstream=http://127.0.0.1:" + upstream.port() + "/mcp",
                "--auth-resource-server-url=" + origin + "/mcp",
                "--auth-required-scopes=mcp:use",
                "--authserver-scope-words=mcp:use=use the tools of this server",
                "--data-dir=" + folder.resolve(name)));
        command.addAll(List.of(options));
        return Program.started("pages-" + name, Stack.LOGS, Map.of(), command);
    }
}
