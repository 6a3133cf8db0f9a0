package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.demo.OscalServer;
import dev.postern.demo.Ports;
import dev.postern.testing.TestUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DemoCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(Map.of(), printer(out), printer(err));
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
    void theCommandsItPrintsWorkWhenPasted() throws Exception {
        assumeTrue(List.of("/usr/bin/curl", "/bin/curl", "/opt/homebrew/bin/curl").stream()
                .anyMatch(curl -> Files.isExecutable(Path.of(curl))));

        int code = demo.start(upstream.url().toString());

        assertThat(code).isZero();
        List<String> commands =
                out().lines().filter(line -> line.startsWith("  curl")).toList();
        assertThat(commands).hasSize(2);
        assertThat(run(commands.get(0)))
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer resource_metadata=")
                .contains("scope=\"mcp:use\"");
        assertThat(run(commands.get(1))).startsWith("HTTP/1.1 200").endsWith("ok");
        assertThat(upstream.nextCall().field("X-Auth-Subject")).isEqualTo("alice");
    }

    @Test
    void endsAllThatItStarted() throws Exception {
        demo.start(upstream.url().toString());
        URI url = URI.create(out().lines()
                .filter(line -> line.startsWith("Postern is ready: "))
                .map(line -> line.substring("Postern is ready: ".length()))
                .findFirst()
                .orElseThrow());

        demo.stop();

        assertThatThrownBy(() -> connect(url)).isInstanceOf(ConnectException.class);
    }

    @Test
    void refusesAnUpstreamThatIsNoUrl() throws Exception {
        assertThat(demo.start("localhost:8000")).isEqualTo(2);
        assertThat(err()).contains("has no scheme");
    }

    @Test
    void saysWhatElseToDoOutsideOfACheckout(@TempDir Path elsewhere) {
        assertThatThrownBy(() -> OscalServer.start(elsewhere, printer(err)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("postern demo --upstream");
    }

    @Test
    void showsTheLastWordsOfAServerThatDidNotStart(@TempDir Path home) throws Exception {
        assumeTrue(Ports.isFree(OscalServer.PORT));
        Path script = home.resolve("oscal-mcp/python/run");
        Files.createDirectories(home.resolve("oscal-mcp/python"));
        Files.writeString(script, "#!/bin/sh\necho 'no Python here' >&2\nexit 3\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (OscalServer server = OscalServer.start(home, printer(err))) {
            assertThatThrownBy(server::awaitReady)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("exit code 3")
                    .hasMessageContaining("postern demo --upstream");
        }
        assertThat(err()).contains("[oscal] no Python here");
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
