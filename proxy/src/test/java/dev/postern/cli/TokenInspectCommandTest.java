package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.TestIssuer;
import dev.postern.testing.TokenRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TokenInspectCommandTest {
    private static final String RESOURCE = "https://mcp.example.com/mcp";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TestIssuer issuer = new TestIssuer();

    @AfterEach
    void close() {
        issuer.close();
    }

    private int inspect(String stdin, String... more) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                Map.of(
                        "POSTERN_UPSTREAM",
                        "http://127.0.0.1:1/mcp",
                        "POSTERN_AUTH_ISSUER_URL",
                        issuer.issuer().value(),
                        "POSTERN_AUTH_RESOURCE_SERVER_URL",
                        RESOURCE),
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.ISO_8859_1)),
                print,
                print);
        TokenInspectCommand command = new TokenInspectCommand(terminal);
        return command.run(new CommandLine(command.spec()).parseArgs(more));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private TokenRequest token() {
        return issuer.token(RESOURCE);
    }

    @Test
    void saysThatAGoodTokenPassesEveryCheckWithoutAskingAnybody() {
        String token = token().mint();

        assertThat(inspect("", token)).isZero();
        assertThat(out()).contains("ok      audience", "--verify").doesNotContain("REFUSED", token);
        assertThat(issuer.requests()).isEmpty();
    }

    @Test
    void saysEverythingThatIsWrongAndWhatToChange() {
        String token = token().audience("https://other.example")
                .expiresAt(Instant.EPOCH)
                .without("sub")
                .mint();

        assertThat(inspect(token + "\n", "-")).isEqualTo(1);
        assertThat(out())
                .contains("REFUSED audience", "https://other.example", "--auth-audience")
                .contains("REFUSED expiry", "1970-01-01")
                .contains("REFUSED subject", "basic")
                .contains("ok      algorithm")
                .doesNotContain(token);
    }

    @Test
    void saysWhoseTokenItIsNot() {
        assertThat(inspect(token().claim("iss", "https://evil.example").mint(), "-"))
                .isEqualTo(1);
        assertThat(out())
                .contains(
                        "REFUSED issuer",
                        "https://evil.example",
                        issuer.issuer().value());
    }

    @Test
    void saysThatRubbishIsNoToken() {
        assertThat(inspect("", "rubbish")).isEqualTo(1);
        assertThat(out()).contains("REFUSED form");
    }

    @Test
    void verifiesTheSignatureWhereAsked() {
        assertThat(inspect(token().mint(), "-", "--verify")).isZero();
        assertThat(out()).contains("ok      verdict: alice of " + issuer.issuer());

        String token = token().mint();
        assertThat(inspect(token.substring(0, token.length() - 86) + "A".repeat(86), "-", "--verify"))
                .isEqualTo(1);
        assertThat(out()).contains("REFUSED verdict");
    }

    @Test
    void saysWhetherATokensBindingCanBeMet() {
        String bound = token().claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))
                .mint();

        assertThat(inspect(bound, "-")).isEqualTo(1);
        assertThat(out()).contains("REFUSED binding", "--auth-dpop is off");

        assertThat(inspect(bound, "-", "--verify", "--auth-dpop=accepted")).isZero();
        assertThat(out())
                .contains("ok      binding: let in with a proof", "ok      verdict: good for whom it is bound to");
    }
}
