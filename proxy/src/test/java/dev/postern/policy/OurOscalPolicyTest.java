package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.PolicyFile;
import dev.postern.json.JsonObject;
import dev.postern.mcp.McpMessage.Call;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import dev.postern.testing.PolicyPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `docs/policy.md` has for the tools of our own OSCAL server.
class OurOscalPolicyTest {
    private static final List<String> WORK =
            List.of("validate", "validate_oscal_content", "check_references", "resolve_profile", "convert", "compare");

    private final Set<String> tools = new TreeSet<>();
    private AccessPolicy policy = new AccessPolicy(Scopes.NONE);

    @BeforeEach
    void read() throws IOException {
        PolicyFile.Result result = PolicyFile.read("policy.yaml", PolicyPage.forOurOwnServer());
        assertThat(result).isInstanceOf(PolicyFile.Result.Complete.class);
        policy = new AccessPolicy(Scopes.NONE, List.of(), ((PolicyFile.Result.Complete) result).policy());
        // Which the official clients call, all of them.
        String calls = Files.readString(Path.of("../oscal-mcp/src/test/e2e/calls.json"));
        Pattern.compile("\\[\"(\\w+)\", \\{").matcher(calls).results().forEach(call -> tools.add(call.group(1)));
    }

    private static Identity holding(String scope) {
        return new Identity(new Issuer("https://id.example"), "alice", null, Scopes.parse(scope), Instant.MAX);
    }

    private Decision decision(String scope, String method, Kind kind, String name) {
        return policy.decide(holding(scope), List.of(new Call("1", method, new Target(kind, name), JsonObject.EMPTY)));
    }

    private List<String> listed(String scope) {
        return tools.stream()
                .filter(tool -> policy.mayList(holding(scope), Kind.TOOL, tool))
                .toList();
    }

    @Test
    void readersSeeWhatLooksIntoTheLibrary() {
        assertThat(tools).containsAll(WORK);
        assertThat(listed("oscal:read"))
                .hasSize(tools.size() - WORK.size())
                .doesNotContainAnyElementsOf(WORK)
                .contains("get_control", "search_controls", "ssp_coverage");
    }

    @Test
    void readersCannotHaveDocumentsJudged() {
        assertThat(decision("oscal:read", "tools/call", Kind.TOOL, "validate"))
                .isEqualTo(new Decision.Denied(Scopes.parse("oscal:write"), "work"));
    }

    @Test
    void writersSeeAndCallAll() {
        assertThat(listed("oscal:write")).hasSameSizeAs(tools);
        assertThat(tools).allMatch(tool -> decision("oscal:write", "tools/call", Kind.TOOL, tool) instanceof Admitted);
    }

    @Test
    void readersReadTheLibrary() {
        assertThat(decision("oscal:read", "resources/read", Kind.RESOURCE, "oscal://catalog/harbour-catalog"))
                .isInstanceOf(Admitted.class);
    }
}
