package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.counterparts.Command;
import dev.postern.counterparts.NodePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// The official conformance suite against the protocol of our OSCAL server, with Postern between them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class ConformanceThroughPosternIT {
    private static final Path PAGE = Path.of("../docs/oscal-conformance.md");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /// Lets every call pass, and has each message read, judged and its lists cut.
    private static final String POLICY = """
            default: allow
            rules:
              - {name: all, tools: ["*"], prompts: ["*"], resources: ["*"], scopes: [oscal:read]}
            """;

    private final Stack stack;
    private final List<AutoCloseable> started = new ArrayList<>();

    ConformanceThroughPosternIT(Stack stack) {
        this.stack = stack;
    }

    @BeforeAll
    void needsNode() {
        assumeTrue(NodePackage.canRun(), "There is no Node on this machine: the conformance suite is left out.");
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : started.reversed()) {
            each.close();
        }
    }

    @Test
    void theTableIsTheSameAsWithoutPostern() throws IOException {
        assertThat(page()).contains(table("conformance-tokens"));
    }

    @Test
    void aPolicyRefusesOnlyWhatIsPublished() throws IOException {
        List<String> published =
                page().lines().filter(line -> line.startsWith("| ")).toList();
        List<String> usual = published.subList(0, published.lastIndexOf(published.getFirst()));
        List<String> refused = published.subList(usual.size() + 2, published.size());

        String policy = "--policy=" + stack.file("conformance.yaml", POLICY);

        assertThat(table("conformance-policy", policy).lines().filter(row -> !usual.contains(row)))
                .containsExactlyElementsOf(refused);
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /// The table with a Postern before the server.
    private String table(String name, String... options) {
        NodePackage.installed(Stack.SCRIPTS, "conformance", Stack.WORK);
        NodePackage suite =
                NodePackage.copied(JavaOscalServer.MODULE.resolve("src/test/e2e"), "conformance", Stack.WORK);
        AtomicInteger gate = new AtomicInteger();
        JavaOscalServer server = kept(JavaOscalServer.withEverything(name + "-upstream", Stack.LOGS));
        TokenBearer bearer = kept(new TokenBearer(gate::get, stack.goodToken()));
        // One of the scenarios is a page of the very origin that it calls.
        List<String> all = new ArrayList<>(List.of("--allowed-origins=http://localhost:" + bearer.port()));
        all.addAll(List.of(options));
        Postern postern = stack.posternOfItsOwn(name, server.port(), all.toArray(String[]::new));
        gate.set(postern.endpoint().getPort());

        String url = "http://localhost:" + bearer.port() + "/mcp";
        String table = new Command(suite.folder(), PATIENCE)
                .run(List.of("node", suite.script("table.mjs").toString(), url));

        assertThat(postern.output().lines().filter(line -> line.contains(" admitted ") && line.contains(" sub=")))
                .as("requests whose token was judged")
                .hasSizeGreaterThan(100);
        assertThat(postern.output()).doesNotContain(" 401 ");
        return table;
    }

    private <T extends AutoCloseable> T kept(T part) {
        started.add(part);
        return part;
    }
}
