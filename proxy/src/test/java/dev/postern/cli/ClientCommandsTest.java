package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCommandsTest {
    private static final String CLOSED = "http://127.0.0.1:1/mcp";

    @TempDir
    Path configuration;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        Terminal terminal = new Terminal(
                Map.of("XDG_CONFIG_HOME", configuration.toString()),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Commands(terminal, "test", _ -> {
                    throw new IOException("no gate is started here");
                })
                .run(List.of(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login http://mcp.example.com/mcp | over plain http",
                "login mcp.example.com | is not the URL of an MCP server",
                "login " + CLOSED + " | cannot be reached",
                "login --client-secret-file=x " + CLOSED + " | --client-secret-file needs --client-id",
                "login --redirect-port=70000 " + CLOSED + " | --redirect-port is a number up to 65535",
                "token " + CLOSED + " | You are not logged in to " + CLOSED + ": postern login " + CLOSED,
                "call " + CLOSED + " tools/list [] | The parameters are a JSON object",
                "call --header=Authorization:mine " + CLOSED
                        + " tools/list | the Authorization is that of postern login",
                "logout " + CLOSED + " | You were not logged in"
            })
    void saysInASentenceWhatWentWrong(String words, String sentence) {
        int code = run(words.split(" ", -1));

        assertThat(err.toString(StandardCharsets.UTF_8)).contains(sentence);
        assertThat(out.size()).isZero();
        assertThat(code).isEqualTo(words.startsWith("logout") ? ExitCode.OK : ExitCode.FAILED);
    }

    @Test
    void showsHowTokenIsUsedWhereNothingIsNamed() {
        assertThat(run("token")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("postern token", "inspect");
    }

    @Test
    void keepsInspectBesideIt() {
        assertThat(run("token", "inspect", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("what each check makes of a token");
    }
}
