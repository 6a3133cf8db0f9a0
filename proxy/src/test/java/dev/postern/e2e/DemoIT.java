package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.counterparts.Command;
import dev.postern.e2e.CommandLine.Ended;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `postern demo` with the OSCAL server of this checkout, and every line that it prints to paste.
@ExtendWith(StackExtension.class)
final class DemoIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stack stack;

    @TempDir
    Path configuration;

    DemoIT(Stack stack) {
        this.stack = stack;
    }

    /// Stands for the launcher of a checkout in which everything is built and nothing is to be trained.
    @BeforeEach
    void placeTheLauncher() throws IOException {
        Path launcher = configuration.resolve("postern-oscal");
        String command = String.join("' '", JavaOscalServer.command("-jar", JavaOscalServer.JAR.toString()));
        Files.writeString(launcher, "#!/bin/sh\nexec '" + command + "' \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void whatItPrintsWorksWhenPastedAndNothingIsLeftOfIt() throws Exception {
        List<ProcessHandle> processes;
        try (CommandLine demo = CommandLine.started(configuration, "demo")) {
            String invitation = demo.said("/applications");
            List<String> commands = invitation
                    .lines()
                    .filter(line -> line.matches("  \\S*(curl|postern) .*"))
                    .toList();
            assertThat(commands).hasSize(6);

            assertThat(pasted(commands.getFirst())).startsWith("HTTP/1.1 401");
            logIn(invitation);
            assertThat(json(pasted(commands.get(2))).path("tools").size()).isGreaterThanOrEqualTo(19);
            assertThat(json(pasted(commands.get(3))).toString()).contains("BA-1");
            assertThat(json(pasted(commands.get(4))).toString()).contains("Signing In");
            assertThat(pasted(commands.get(5))).startsWith("HTTP/1.1 200").contains("Postern OSCAL");

            processes = demo.processes();
            assertThat(processes).hasSize(2);
            assertThat(demo.terminated().err()).doesNotContain("ended", "failed");
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    /// The second of the lines, with a browser on the same machine.
    private void logIn(String invitation) throws IOException, InterruptedException {
        Matcher user =
                Pattern.compile("Log in as (\\S+), with the password (\\S+)").matcher(invitation);
        assertThat(user.find()).isTrue();
        try (CommandLine login = CommandLine.started(configuration, "login", "--no-browser", url(invitation));
                HttpClient browser = HttpClient.newHttpClient()) {
            String back = stack.clients().loggedInAt(login.page(), user.group(1), user.group(2));
            browser.send(HttpRequest.newBuilder(URI.create(back)).build(), BodyHandlers.discarding());
            Ended ended = login.ended();
            assertThat(ended.code()).as(ended.err()).isZero();
        }
    }

    private static String url(String invitation) {
        return invitation
                .lines()
                .filter(line -> line.startsWith("Postern is ready: "))
                .findFirst()
                .orElseThrow()
                .replace("Postern is ready: ", "");
    }

    /// In a shell in which our launcher is the jar that stands there already.
    private String pasted(String line) {
        String launcher = configuration.resolve("postern").toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = "'" + java + "' -XX:TieredStopAtLevel=1 -jar '" + Stack.TARGET.resolve("postern.jar") + "'";
        return new Command(configuration, Map.of("XDG_CONFIG_HOME", configuration.toString()), PATIENCE)
                .run(List.of("sh", "-c", line.replace(launcher, jar)));
    }

    private static JsonNode json(String output) throws IOException {
        return new JsonMapper().readTree(output);
    }
}
