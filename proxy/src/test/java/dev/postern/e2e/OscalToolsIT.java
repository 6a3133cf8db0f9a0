package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.testing.PolicyPage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every tool of our own OSCAL server, called by the official clients through a Postern that follows the policy which
/// `docs/policy.md` has for it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class OscalToolsIT {
    private final Stack stack;
    private final JavaOscalServer server = JavaOscalServer.started(Stack.LOGS);
    private final Postern postern;

    OscalToolsIT(Stack stack) throws IOException {
        this.stack = stack;
        this.postern = stack.posternOfItsOwn(
                "oscal-java-guarded",
                server.port(),
                "--policy=" + stack.file("oscal-java.yaml", PolicyPage.forOurOwnServer()));
    }

    @AfterAll
    void stop() {
        postern.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"python, 2026-07-28", "python, 2025-11-25", "typescript-v2, 2026-07-28", "typescript-v2, 2025-11-25"})
    void everyToolIsListedAndCalled(String client, String generation) {
        JsonNode summary =
                stack.clients().calls(client, generation, postern.endpoint().toString(), stack.tokenToWrite());

        assertThat(summary.path("protocol").asText()).isEqualTo(generation);
        List<JsonNode> results = summary.path("results").valueStream().toList();
        assertThat(results)
                .extracting(result -> result.path("tool").asText())
                .containsAll(summary.path("tools")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
        assertThat(summary.path("tools").size()).isGreaterThanOrEqualTo(19);
        // The last of the calls has an argument that there is not.
        assertThat(results.subList(0, results.size() - 1))
                .noneMatch(result -> result.path("error").asBoolean());
        assertThat(results.getLast().path("text").asText()).contains("did you mean id?");
        assertThat(summary.path("firstResource").asInt()).isPositive();
        assertThat(summary.path("prompts")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"python, 2026-07-28", "typescript-v2, 2025-11-25"})
    void whoMayOnlyReadIsShownOnlyWhatReads(String client, String generation) {
        JsonNode summary =
                stack.clients().lists(client, generation, postern.endpoint().toString(), stack.goodToken());

        assertThat(summary.path("tools").valueStream().map(JsonNode::asText))
                .contains("get_control", "search_controls")
                .doesNotContain("validate", "convert", "validate_oscal_content");
    }
}
