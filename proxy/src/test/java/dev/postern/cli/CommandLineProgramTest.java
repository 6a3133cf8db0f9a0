package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Option;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineProgramTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void serveIsWhatIsMeantWithoutACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(err()).contains("--upstream is missing", "--auth-issuer-url is missing", "postern demo");
    }

    @Test
    void suggestsTheFlagThatWasMeant() {
        assertThat(run("--upstrem", "http://localhost:1/")).isEqualTo(2);
        assertThat(err())
                .contains("--upstrem", "Possible solutions: --upstream")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesACommandThatItDoesNotKnow() {
        assertThat(run("dance")).isEqualTo(2);
        assertThat(err()).contains("'dance'");
    }

    @Test
    void refusesAFlagWithoutItsValue() {
        assertThat(run("serve", "--listen", "--upstream", "http://localhost:1/"))
                .isEqualTo(2);
        assertThat(err()).contains("--listen");
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void theHelpOfServeHasEveryOption(Option option) {
        assertThat(run("serve", "--help")).isZero();
        assertThat(out()).contains(option.flag()).contains(option.group().heading() + ":");
        assertThat(out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theVersionIsOnStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out()).isEqualTo("postern 1.2.3" + System.lineSeparator());
    }

    @Test
    void aPortThatIsTakenIsASentenceAndExitCodeOne() {
        assertThat(run(
                        "--upstream",
                        "http://localhost:1/",
                        "--auth-issuer-url",
                        "https://id.example.com",
                        "--auth-resource-server-url",
                        "https://mcp.example.com/mcp"))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("postern: Cannot listen on :1." + System.lineSeparator());
    }

    @Test
    void aMistakeOfOursIsASentenceTooAndItsTraceOnlyForThoseWhoAsk() {
        String[] arguments = {"--upstream", "http://localhost:1/", "--insecure-no-auth"};
        Gate.Starter broken = _ -> {
            throw new IllegalStateException("broken");
        };

        assertThat(program(broken).run(arguments)).isEqualTo(1);
        assertThat(err()).contains("broken").doesNotContain("\tat ");
        environment.put("POSTERN_DEBUG", "1");
        assertThat(program(broken).run(arguments)).isEqualTo(1);
        assertThat(err()).contains("\tat ");
    }

    @Test
    void showsWhereEachValueCameFrom(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("p.conf"), "log-format = json\nlisten = :1\n");
        environment.put("OSCAL_AUTH_CLOCK_SKEW", "20s");

        run("config", "show", "--config", file.toString(), "--listen", ":2", "--upstream", "http://u:geheim@h/");

        assertThat(out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("listen :2 (flag --listen)")
                .contains("log-format json (" + file + " line 1)")
                .contains("auth-clock-skew 20s (environment OSCAL_AUTH_CLOCK_SKEW)")
                .contains("drain-timeout 30s (default)")
                .contains("auth-issuer-url -");
        assertThat(out() + err()).doesNotContain("geheim");
    }

    @Test
    void showsSectionsAndNoSecret(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("p.conf"),
                "[issuer a]\nauth-issuer-url = https://id.example.com\nauth-introspection-client-secret = geheim\n");
        environment.put("OSCAL_AUTH_INTROSPECTION_CLIENT_SECRET", "geheim");

        run("config", "show", "--config", file.toString());

        assertThat(out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("[issuer a] (" + file + " line 1)")
                .contains("auth-issuer-url https://id.example.com (" + file + " line 2)")
                .contains("auth-introspection-client-secret *** (" + file + " line 3)")
                .contains("auth-introspection-client-secret *** (environment OSCAL_AUTH_INTROSPECTION_CLIENT_SECRET)");
        assertThat(out() + err()).doesNotContain("geheim");
    }

    @Test
    void aFileThatIsMissingIsASentence() {
        environment.put("POSTERN_CONFIG", "/nowhere/postern.conf");

        assertThat(run("serve")).isEqualTo(2);
        assertThat(err()).contains("The file \"/nowhere/postern.conf\" (environment POSTERN_CONFIG) does not exist");
    }

    @Test
    void aDeadPosternIsNotHealthy() {
        assertThat(run("health", "http://127.0.0.1:1/healthz")).isEqualTo(1);
        assertThat(err()).contains("does not answer");
    }

    private int run(String... arguments) {
        return program(_ -> {
                    throw new IOException("Cannot listen on :1.");
                })
                .run(arguments);
    }

    private CommandLineProgram program(Gate.Starter gates) {
        return new CommandLineProgram(
                new Terminal(environment, InputStream.nullInputStream(), printer(out), printer(err)), "1.2.3", gates);
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
