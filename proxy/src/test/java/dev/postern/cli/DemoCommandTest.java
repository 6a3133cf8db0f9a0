package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.demo.OscalServer;
import dev.postern.demo.Ports;
import dev.postern.demo.PythonServer;
import dev.postern.testing.TestUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DemoCommandTest {
    private static final String LAUNCHER = "postern-oscal";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(Map.of(), InputStream.nullInputStream(), printer(out), printer(err));
    private final DemoCommand demo =
            new DemoCommand(terminal, config -> SidecarGate.start(config, OutputStream.nullOutputStream()));
    private final TestUpstream upstream = new TestUpstream();

    DemoCommandTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        demo.stop();
        upstream.close();
    }

    @Test
    void theChallengeItPrintsWorksWhenPasted() throws Exception {
        assumeTrue(List.of("/usr/bin/curl", "/bin/curl", "/opt/homebrew/bin/curl").stream()
                .anyMatch(curl -> Files.isExecutable(Path.of(curl))));

        int code = demo.start(upstream.url().toString());

        assertThat(code).isZero();
        String command = printed("  (curl -isS -X POST .*)");
        assertThat(run(command))
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer resource_metadata=")
                .contains("scope=\"mcp:use\"");
    }

    @Test
    void aClientThatKnowsOnlyTheUrlLogsInAsTheUserItPrints(@TempDir Path home) throws Exception {
        demo.start(upstream.url().toString());
        String url = printed("Postern is ready: (.*)");
        Terminal client = new Terminal(
                Map.of("XDG_CONFIG_HOME", home.toString()), InputStream.nullInputStream(), printer(out), printer(err));
        Commands commands =
                new Commands(client, "test", config -> SidecarGate.start(config, OutputStream.nullOutputStream()));
        FutureTask<Integer> login = new FutureTask<>(() -> commands.run(List.of("login", "--no-browser", url)));
        Thread.ofVirtual().start(login);

        logIn(loginPage(login), printed("Log in as (.*), with .*"), printed("Log in as .* password (.*)"));

        assertThat(login.get()).as(err()).isZero();
        assertThat(commands.run(List.of("token", url))).as(err()).isZero();
        assertThat(err()).contains("Logged in to " + url);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        List<Path> before = folders();
        demo.start(upstream.url().toString());
        List<Path> made = folders();
        made.removeAll(before);

        demo.stop();

        assertThat(made).isNotEmpty().noneMatch(Files::exists);
    }

    @Test
    void endsAllThatItStarted() throws Exception {
        demo.start(upstream.url().toString());
        URI url = URI.create(printed("Postern is ready: (.*)"));

        demo.stop();

        assertThatThrownBy(() -> connect(url)).isInstanceOf(ConnectException.class);
    }

    @Test
    void refusesAnUpstreamThatIsNoUrl() throws Exception {
        assertThat(demo.start("localhost:8000")).isEqualTo(2);
        assertThat(err()).contains("has no scheme");
    }

    @Test
    void startsTheOscalServerOfTheCheckoutAndInvitesToItsTools(@TempDir Path home) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        launcher(home, LAUNCHER, """
                #!/bin/sh
                echo $$ >"$0.pid"
                echo "OSCAL server ready on http://127.0.0.1:$4/mcp, library: two documents"
                exec '%s' -m jdk.httpserver -b 127.0.0.1 -p "$4" -d '%s' >/dev/null
                """.formatted(java, home));
        DemoCommand inCheckout = inCheckout(home);

        try {
            assertThat(inCheckout.start(OscalServer.Language.java)).isZero();

            assertThat(out())
                    .contains(" tools/call '{\"name\":\"search_controls\"")
                    .contains(" tools/call '{\"name\":\"get_control\"");
            assertThat(err()).doesNotContain("oscal");
        } finally {
            inCheckout.stop();
        }
        long pid =
                Long.parseLong(Files.readString(home.resolve(LAUNCHER + ".pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void refusesTwoServersAtOnce() {
        Commands commands =
                new Commands(terminal, "test", config -> SidecarGate.start(config, OutputStream.nullOutputStream()));

        assertThat(commands.run(List.of(
                        "demo", "--oscal", "java", "--upstream", upstream.url().toString())))
                .isEqualTo(2);
        assertThat(err()).contains("--oscal and --upstream name two servers");
    }

    @Test
    void refusesALanguageThatNoServerIsWrittenIn() {
        Commands commands =
                new Commands(terminal, "test", config -> SidecarGate.start(config, OutputStream.nullOutputStream()));

        assertThat(commands.run(List.of("demo", "--oscal", "cobol"))).isEqualTo(2);
        assertThat(err()).contains("java", "python");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatElseToDoOutsideOfACheckout(OscalServer.Language language, @TempDir Path elsewhere) {
        assertThatThrownBy(() -> OscalServer.start(language, elsewhere, printer(err)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("postern demo --upstream");
    }

    @ParameterizedTest
    @EnumSource
    void showsTheLastWordsOfAServerThatDidNotStart(OscalServer.Language language, @TempDir Path home) throws Exception {
        assumeTrue(language == OscalServer.Language.java || Ports.isFree(PythonServer.PORT));
        String words = "#!/bin/sh\necho 'not today' >&2\nexit 3\n";
        launcher(home, LAUNCHER, words);
        launcher(home, "oscal-mcp/python/run", words);

        try (OscalServer server = OscalServer.start(language, home, printer(err))) {
            assertThatThrownBy(server::awaitReady)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("exit code 3")
                    .hasMessageContaining("postern demo --upstream");
        }
        assertThat(err()).contains("[oscal] not today");
    }

    private DemoCommand inCheckout(Path home) {
        Terminal there = new Terminal(
                Map.of("POSTERN_HOME", home.toString()), InputStream.nullInputStream(), printer(out), printer(err));
        return new DemoCommand(there, config -> SidecarGate.start(config, OutputStream.nullOutputStream()));
    }

    private static void launcher(Path home, String name, String script) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// What the first line of this form says.
    private String printed(String form) {
        return out().lines()
                .map(Pattern.compile(form)::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return new ArrayList<>(
                    all.filter(path -> path.getFileName().toString().startsWith("postern-demo-"))
                            .toList());
        }
    }

    /// The page that the login of a client names, as soon as it does.
    private URI loginPage(Future<?> login) throws InterruptedException {
        while (!login.isDone()) {
            Optional<String> page =
                    err().lines().filter(line -> line.startsWith("  http")).findFirst();
            if (page.isPresent()) {
                return URI.create(page.get().strip());
            }
            Thread.sleep(20);
        }
        throw new AssertionError(err());
    }

    /// Does what a person does in a browser.
    private static void logIn(URI page, String name, String password) throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpResponse<String> login =
                    browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
            HttpResponse<String> consent = submit(browser, login, "&username=" + name + "&password=" + password);
            HttpResponse<String> back = submit(browser, consent, "&decision=allow");
            assertThat(back.body()).contains("You may close this page");
        }
    }

    private static HttpResponse<String> submit(HttpClient browser, HttpResponse<String> page, String rest)
            throws IOException, InterruptedException {
        Matcher id = Pattern.compile("name=\"request\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(id.find()).as(page.body()).isTrue();
        HttpRequest form = HttpRequest.newBuilder(page.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("request=" + id.group(1) + rest))
                .build();
        return browser.send(form, BodyHandlers.ofString());
    }

    private static void connect(URI url) throws IOException {
        new Socket(url.getHost(), url.getPort()).close();
    }

    private static String run(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
