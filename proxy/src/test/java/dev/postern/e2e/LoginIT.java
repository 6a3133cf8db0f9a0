package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.e2e.CommandLine.Ended;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
final class LoginIT {
    private final Stack stack;
    private final String url;

    @TempDir
    Path configuration;

    LoginIT(Stack stack) {
        this.stack = stack;
        this.url = stack.postern().endpoint().toString();
    }

    private Ended run(String... words) {
        try (CommandLine command = CommandLine.started(configuration, words)) {
            return command.ended();
        }
    }

    /// Runs a command that asks for a login, and logs in with a browser on the same machine.
    private Ended withBrowser(String... words) throws Exception {
        try (CommandLine command = CommandLine.started(configuration, words)) {
            String back = stack.clients().loggedInAt(command.page());
            try (HttpClient browser = HttpClient.newHttpClient()) {
                HttpResponse<String> page =
                        browser.send(HttpRequest.newBuilder(URI.create(back)).build(), BodyHandlers.ofString());
                assertThat(page.body()).contains("You may close this page");
            }
            return command.ended();
        }
    }

    private static JsonNode json(Ended ended) throws IOException {
        assertThat(ended.code()).as(ended.err()).isZero();
        return new JsonMapper().readTree(ended.out());
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(configuration.resolve("postern/login"))) {
            return files.toList();
        }
    }

    @Test
    void logsInWithNothingButTheUrlAndCallsTools() throws Exception {
        Ended login = withBrowser("login", "--no-browser", url);

        assertThat(login.code()).as(login.err()).isZero();
        assertThat(login.err()).contains("Logged in to " + url, "oscal:read", "renewed when needed");
        assertThat(json(run("call", url, "tools/list")).path("tools")).hasSize(40);
        assertThat(json(run("call", url, "tools/call", "{\"name\":\"about\"}")).toString())
                .contains("0.5.4");
        assertThat(json(run("call", url, "initialize")).path("serverInfo").has("name"))
                .isTrue();
        assertThat(run("call", url, "no/such/method").code()).isEqualTo(1);
        String token = run("token", url).out().strip();
        assertThat(stack.postern().output()).doesNotContain(token);
        assertThat(login.err()).doesNotContain(token);
        assertThat(kept())
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
        assertThat(run("logout", url).err()).contains("took the tokens back");
        assertThat(run("token", url).err()).contains("You are not logged in");
    }

    @Test
    void takesTheRedirectThatIsPastedForAClientThatIsKnown() throws Exception {
        try (CommandLine login =
                CommandLine.started(configuration, "login", "--no-browser", "--client-id=mcp-public", url)) {
            String back = stack.clients().loggedInAt(login.page());

            Ended ended = login.type(back).ended();

            assertThat(ended.code()).as(ended.err()).isZero();
        }
        assertThat(json(run("call", url, "tools/list")).path("tools")).hasSize(40);
    }

    @Test
    void refreshesOnceForTwoThatWantATokenAtOnce() throws Exception {
        withBrowser("login", "--no-browser", url);
        String before = run("token", url).out();
        Path file = kept().stream()
                .filter(path -> path.getFileName().toString().matches("server-.*json"))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"expires_at\":\"[^\"]*\"", "\"expires_at\":\"2026-01-01T00:00:00Z\""));

        try (CommandLine one = CommandLine.started(configuration, "token", url);
                CommandLine other = CommandLine.started(configuration, "token", url)) {
            Ended first = one.ended();
            Ended second = other.ended();

            assertThat(first.code()).as(first.err()).isZero();
            assertThat(second.out()).as(second.err()).isEqualTo(first.out()).isNotEqualTo(before);
        }
    }

    @Test
    void goesForTheScopeThatIsMissing() throws Exception {
        assertThat(withBrowser("login", "--no-browser", "--scope=openid", url).code())
                .isZero();

        Ended call = withBrowser("call", "--no-browser", url, "tools/list");

        assertThat(json(call).path("tools")).hasSize(40);
        assertThat(call.err()).contains("This needs more than you granted so far: oscal:read");
    }

    @Test
    void logsInAsAProgram() throws Exception {
        Path secret = stack.secretFile("mcp-machine-secret");

        Ended login =
                run("login", "--client-credentials", "--client-id=mcp-machine", "--client-secret-file=" + secret, url);

        assertThat(login.code()).as(login.err()).isZero();
        assertThat(json(run("call", url, "tools/list")).path("tools")).hasSize(40);
    }
}
