package dev.postern.cli;

import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Option;
import dev.postern.config.Settings;
import dev.postern.demo.Invitation;
import dev.postern.demo.OscalServer;
import dev.postern.demo.Ports;
import dev.postern.demo.PythonServer;
import dev.postern.demo.TemporaryFolder;
import dev.postern.sidecar.UserLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `postern demo`: everything on one machine, nothing to set up.
final class DemoCommand implements Command {
    private static final String OSCAL = "--oscal";
    private static final String UPSTREAM = "--upstream";
    private static final String SCOPE = "mcp:use";
    private static final int PORT = 8080;
    private static final int OPS_PORT = 9090;
    private static final String USER = "alice";
    private static final int PASSWORD_BYTES = 12;
    private static final String DRAIN = "2s";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    private final Terminal terminal;
    private final Gate.Starter gates;
    private final SecureRandom random = new SecureRandom();

    /// What was started. The earliest ends first: Ctrl-C has reached the OSCAL server already.
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /// What goes when nothing uses it any more.
    private final Deque<AutoCloseable> leftBehind = new ArrayDeque<>();

    DemoCommand(Terminal terminal, Gate.Starter gates) {
        this.terminal = terminal;
        this.gates = gates;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("demo");
        spec.usageMessage()
                .description(
                        "Starts an OSCAL MCP server and Postern before it, with its own login for a user of this run, on",
                        "this machine only, and prints commands to paste.")
                .footer(
                        "",
                        "The OSCAL server takes options from its variables, e.g. POSTERN_OSCAL_LIBRARY for a folder of",
                        "documents. The one in Python is installed where it is not yet; it needs Python 3.11 or newer and",
                        "port " + PythonServer.PORT + ".");
        spec.addOption(OptionSpec.builder(OSCAL)
                .paramLabel("LANGUAGE")
                .type(OscalServer.Language.class)
                .description(
                        "The OSCAL server to start: java, which is Postern's own (default), or python, which is the "
                                + "OSCAL community's.")
                .build());
        spec.addOption(OptionSpec.builder(UPSTREAM)
                .paramLabel("URL")
                .type(String.class)
                .description("Guard this MCP server, which already runs, instead of an OSCAL server.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        if (arguments.hasMatchedOption(OSCAL) && arguments.hasMatchedOption(UPSTREAM)) {
            terminal.err().println("postern: " + OSCAL + " and " + UPSTREAM + " name two servers; give one of them.");
            return ExitCode.USAGE;
        }
        // Before anything is started, so that a signal at any time ends whatever there is.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            int code = arguments.hasMatchedOption(UPSTREAM)
                    ? start(arguments.matchedOptionValue(UPSTREAM, ""))
                    : start(arguments.matchedOptionValue(OSCAL, OscalServer.Language.java));
            if (code == ExitCode.OK) {
                new CountDownLatch(1).await();
            }
            return code;
        } catch (IOException e) {
            terminal.fail(String.valueOf(e.getMessage()), e);
            return ExitCode.FAILED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    /// Starts an OSCAL server and everything else, and prints the invitation.
    int start(OscalServer.Language language) throws IOException, InterruptedException {
        OscalServer server = OscalServer.start(language, home(), terminal.err());
        remember(server);
        return start(server.url(), server.calls(), server::awaitReady);
    }

    /// Starts everything before a server that runs, and prints the invitation.
    int start(String upstream) throws IOException, InterruptedException {
        return start(upstream, List.of(), () -> {});
    }

    /// Waits until a server is ready.
    private interface Waiting {
        void await() throws IOException, InterruptedException;
    }

    private int start(String upstream, List<String> calls, Waiting server) throws IOException, InterruptedException {
        int port = port("Postern", PORT);
        String origin = "http://127.0.0.1:" + port;
        String url = origin + "/mcp";
        TemporaryFolder folder = folder();
        String password = password();
        String user = new UserLine(random).of(USER, password);
        ConfigResult result = ConfigReader.read(settings(upstream, port, url, folder.path()), _ -> Optional.of(user));
        if (result instanceof ConfigResult.Complete complete) {
            Gate gate = gates.start(complete.config());
            remember(gate);
            server.await();
            awaitReady("http://127.0.0.1:" + gate.opsAddress().getPort() + "/readyz");
        } else if (result instanceof ConfigResult.Faulty faulty) {
            return Faults.print(faulty, terminal);
        }
        new Invitation(url, origin, USER, password, program(), calls).lines().forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    private Path home() {
        return Path.of(terminal.environment().getOrDefault("POSTERN_HOME", "."));
    }

    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// How whoever reads the lines calls us.
    private String program() {
        @Nullable String home = terminal.environment().get("POSTERN_HOME");
        if (home == null) {
            return "postern";
        }
        Path here = Path.of("").toAbsolutePath();
        return Path.of(home).equals(here)
                ? "./postern"
                : Path.of(home, "postern").toString();
    }

    private int port(String who, int preferred) throws IOException {
        int port = Ports.preferably(preferred);
        if (port != preferred) {
            terminal.err().println(who + " takes port " + port + ", because " + preferred + " is taken.");
        }
        return port;
    }

    private Settings settings(String upstream, int port, String url, Path folder) throws IOException {
        Map<Option, List<String>> given = new EnumMap<>(Option.class);
        given.put(Option.DRAIN_TIMEOUT, List.of(DRAIN));
        given.put(Option.UPSTREAM, List.of(upstream));
        given.put(Option.LISTEN, List.of("127.0.0.1:" + port));
        given.put(Option.OPS_LISTEN, List.of("127.0.0.1:" + port("The ops listener", OPS_PORT)));
        given.put(Option.AUTH_RESOURCE_SERVER_URL, List.of(url));
        given.put(Option.AUTH_REQUIRED_SCOPES, List.of(SCOPE));
        given.put(Option.AUTHSERVER, List.of("local"));
        given.put(Option.AUTHSERVER_SCOPE_WORDS, List.of(SCOPE + "=use the tools of this server"));
        given.put(Option.AUTHSERVER_USERS_FILE, List.of("(made by the demo)"));
        given.put(Option.DATA_DIR, List.of(folder.toString()));
        return Settings.of(given, Map.of(), Map.of());
    }

    private void awaitReady(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        long begun = System.nanoTime();
        String last = "";
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() - begun < PATIENCE.toNanos()) {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return;
                }
                last = response.body().strip();
                Thread.sleep(BETWEEN_QUESTIONS);
            }
        }
        throw new IOException("Not ready after " + PATIENCE.toSeconds() + " s: " + last);
    }

    private synchronized TemporaryFolder folder() throws IOException {
        TemporaryFolder made = TemporaryFolder.create();
        leftBehind.add(made);
        return made;
    }

    private synchronized void remember(AutoCloseable part) {
        started.add(part);
    }

    /// Ends everything that was started.
    synchronized void stop() {
        end(started);
        end(leftBehind);
    }

    private void end(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.remove().close();
            } catch (Exception e) {
                terminal.fail("Something did not end: " + e.getMessage(), e);
            }
        }
    }
}
