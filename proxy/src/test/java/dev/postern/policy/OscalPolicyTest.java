package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.PolicyConfig;
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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ten lines of `docs/policy.md`, for the tools of the Python OSCAL server.
class OscalPolicyTest {
    private static final List<String> ON_FILES = List.of("validate_oscal_content", "validate_oscal_file");
    private static final List<String> TOOLS = List.of(
            "about",
            "get_capability",
            "get_child_element",
            "get_oscal_schema",
            "list_assessment_plan_activities",
            "list_assessment_plan_tasks",
            "list_assessment_plans",
            "list_assessment_results",
            "list_assessment_results_findings",
            "list_assessment_results_results",
            "list_capabilities",
            "list_catalog_controls",
            "list_catalog_groups",
            "list_catalogs",
            "list_component_definitions",
            "list_components",
            "list_mapping_collection_mappings",
            "list_mapping_collections",
            "list_oscal_models",
            "list_oscal_resources",
            "list_poam_items",
            "list_poams",
            "list_profile_imports",
            "list_profile_modify",
            "list_profiles",
            "list_ssp_control_implementations",
            "list_ssp_system_components",
            "list_ssps",
            "query_assessment_plan",
            "query_assessment_results",
            "query_catalog",
            "query_component_definition",
            "query_mapping_collection",
            "query_oscal_documentation",
            "query_poam",
            "query_profile",
            "query_ssp",
            "text_search_oscal",
            "validate_oscal_content",
            "validate_oscal_file");

    private AccessPolicy policy = new AccessPolicy(Scopes.NONE);

    @BeforeEach
    void read() throws IOException {
        String shown = PolicyPage.forThePythonServer();
        assertThat(shown.lines()).hasSizeLessThanOrEqualTo(10);
        PolicyFile.Result result = PolicyFile.read("policy.yaml", shown);
        assertThat(result).isInstanceOf(PolicyFile.Result.Complete.class);
        PolicyConfig config = ((PolicyFile.Result.Complete) result).policy();
        policy = new AccessPolicy(Scopes.NONE, List.of(), config);
    }

    private static Identity holding(String scope) {
        return new Identity(new Issuer("https://id.example"), "alice", null, Scopes.parse(scope), Instant.MAX);
    }

    private Decision call(String scope, String tool) {
        return policy.decide(
                holding(scope), List.of(new Call("1", "tools/call", new Target(Kind.TOOL, tool), JsonObject.EMPTY)));
    }

    private List<String> listed(String scope) {
        return TOOLS.stream()
                .filter(tool -> policy.mayList(holding(scope), Kind.TOOL, tool))
                .toList();
    }

    @Test
    void readersSee38OfThe40Tools() {
        assertThat(TOOLS).hasSize(40);
        assertThat(listed("oscal:read")).hasSize(38).doesNotContainAnyElementsOf(ON_FILES);
    }

    @Test
    void readersCannotCallTheTwoThatTouchTheFileSystem() {
        for (String tool : ON_FILES) {
            assertThat(call("oscal:read", tool)).isEqualTo(new Decision.Denied(Scopes.parse("oscal:write"), "files"));
        }
    }

    @Test
    void writersSeeAndCallAll() {
        assertThat(listed("oscal:write")).hasSize(40);
        for (String tool : TOOLS) {
            assertThat(call("oscal:write", tool)).isInstanceOf(Admitted.class);
        }
    }
}
