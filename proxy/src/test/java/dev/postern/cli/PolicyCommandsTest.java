package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `postern policy check`, `explain` and `schema`.
class PolicyCommandsTest {
    private static final String POLICY = """
            scopes:
              oscal:write: [oscal:read]
            rules:
            - {name: files, tools: ["validate_oscal_*"], scopes: [oscal:write]}
            - {name: rest, tools: ["*"], scopes: [oscal:read]}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path policy;
    private Path claims;

    @BeforeEach
    void write() throws IOException {
        policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        claims = Files.writeString(
                folder.resolve("claims.json"), "{\"sub\": \"alice\", \"azp\": \"cli\", \"scope\": \"oscal:read\"}");
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(
                Map.of(),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Commands(terminal, "test", _ -> {
                    throw new IOException("no gate is started here");
                })
                .run(List.of(arguments));
    }

    private int explain(String tool, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "policy",
                "explain",
                "--policy",
                policy.toString(),
                "--call",
                "{\"method\": \"tools/call\", \"params\": {\"name\": \"" + tool + "\"}}"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void checkSaysThatAGoodFileIsGood() {
        assertThat(run("policy", "check", policy.toString())).isZero();
        assertThat(out()).contains("is good: 2 rules, 0 limits; what no rule is about is denied");
    }

    @Test
    void checkSaysEverythingThatIsWrong() throws IOException {
        Files.writeString(policy, "default: no\nrules:\n- {name: a, tool: x}\n");

        assertThat(run("policy", "check", policy.toString())).isEqualTo(2);
        assertThat(err()).contains("line 1, column 10", "line 3, column 13", "did you mean \"tools\"?");
    }

    @Test
    void checkSaysThatThereIsNoFile() {
        assertThat(run("policy", "check", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err()).contains("cannot be read");
    }

    @Test
    void schemaIsPrintedWhole() {
        assertThat(run("policy", "schema")).isZero();
        assertThat(out()).startsWith("{").contains("\"$schema\"").endsWith("}\n");
    }

    @Test
    void explainsWhyACallIsAdmitted() {
        assertThat(explain("about", "--claims", claims.toString())).isZero();
        assertThat(out())
                .contains("caller   alice of", "client cli, scopes [oscal:read] (not verified)", "no     files")
                .contains("yes    rest: this rule decides", "ADMITTED by rest");
    }

    @Test
    void explainsWhatIsMissing() {
        assertThat(explain("validate_oscal_file", "--claims", claims.toString()))
                .isEqualTo(1);
        assertThat(out()).contains("yes    files: this rule decides", "DENIED   by files", "missing: oscal:write");
    }

    @Test
    void explainsWhatNoScopeCures() throws IOException {
        Files.writeString(policy, "rules: [{name: a, tools: [x], groups: [eng]}]");

        assertThat(explain("x", "--claims", claims.toString())).isEqualTo(1);
        assertThat(out()).contains("FORBIDDEN by a: 403", "groups");
    }

    @Test
    void explainsForTheBearerOfATokenWithoutPrintingIt() throws IOException {
        try (TestIssuer issuer = new TestIssuer()) {
            String token = issuer.token("https://mcp.example.com/mcp").mint();
            Path file = Files.writeString(folder.resolve("token"), token + "\n");

            int byFile = explain("about", "--token-file", file.toString());

            assertThat(explain("about", "--token", token)).isEqualTo(byFile).isNotEqualTo(2);
            assertThat(out()).contains("caller ", issuer.issuer().value()).doesNotContain(token);
        }
    }

    @Test
    void explainCountsTheScopesThatEveryRequestNeeds() {
        assertThat(explain("about", "--claims", claims.toString(), "--auth-required-scopes", "mcp:use"))
                .isEqualTo(1);
        assertThat(out()).contains("needs [mcp:use oscal:read], missing: mcp:use");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy explain --policy POLICY --call {} | 0 of --token, --token-file and --claims",
                "policy explain --policy POLICY --claims CLAIMS | --call is missing",
                "policy explain --claims CLAIMS --call {} | --policy is missing",
                "policy explain --policy POLICY --claims CLAIMS --call {} | no JSON-RPC message",
                "policy explain --policy POLICY --claims CLAIMS --call [] | no JSON-RPC message",
                "policy explain --policy POLICY --claims POLICY --call {\"method\":\"x\"} | claims are no JSON object",
                "policy explain --policy POLICY --claims NONE --call {\"method\":\"x\"} | cannot be read",
                "policy explain --policy POLICY --token x.y.z --call {\"method\":\"x\"} | token is no JWT",
                "policy explain --policy POLICY --token a --claims CLAIMS --call {} | 2 of --token",
                "policy explain --policy NONE --claims CLAIMS --call {} | which cannot be read",
                "policy | Usage: postern policy"
            })
    void saysWhatItNeeds(String line, String words) {
        String[] arguments = line.replace("POLICY", policy.toString())
                .replace("CLAIMS", claims.toString())
                .replace("NONE", folder.resolve("none").toString())
                .split(" ", -1);

        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err()).contains(words);
    }
}
