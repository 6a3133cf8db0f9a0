package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.e2e.Journey.Plan;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The OSCAL server behind a policy of ten lines: what readers see of it, and how an official client becomes a writer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class StepUpIT {
    static final String POLICY = """
            scopes:
              oscal:write: [oscal:read]
            rules:
              - name: file-system
                tools: ["validate_oscal_content", "validate_oscal_file"]
                scopes: [oscal:write]
              - name: reading
                tools: ["*"]
                scopes: [oscal:read]
            """;

    private final Stack stack;
    private final KeycloakAdmin admin;
    private final Postern postern;

    StepUpIT(Stack stack) {
        this.stack = stack;
        this.admin = new KeycloakAdmin(stack.keycloak());
        this.postern = stack.posternWithPolicy("postern-step-up", POLICY);
    }

    @AfterAll
    void close() {
        admin.close();
        postern.close();
    }

    static Stream<Plan> plans() {
        return Stream.of(
                new Plan("python", Exchanges.MODERN, "mcp-public"),
                new Plan("python", Exchanges.LEGACY, "mcp-public"),
                new Plan("typescript-v2", Exchanges.MODERN, "mcp-public"),
                new Plan("typescript-v2", Exchanges.LEGACY, "mcp-public"),
                new Plan("typescript-v1", Exchanges.LEGACY, "mcp-public"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void aReaderIsSentToConsentAndComesBackAsAWriter(Plan plan) {
        admin.withdrawConsents(Realms.FIRST, "alice");

        StepUp way = stack.clients().stepUp(plan, postern.endpoint().toString());

        assertThat(way.protocol()).isEqualTo(plan.generation());
        assertThat(way.scopesBefore()).contains("oscal:read").doesNotContain("oscal:write");
        assertThat(way.toolsBefore()).hasSize(38).doesNotContain("validate_oscal_content", "validate_oscal_file");
        assertThat(way.refusals())
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"oscal:read oscal:write\", "
                        + "resource_metadata=\"" + postern.metadata() + "\", "
                        + "error_description=\"The access token lacks a scope this request needs\"");
        assertThat(way.pages()).anyMatch(page -> page.contains("Change OSCAL content"));
        assertThat(way.valid().path("valid").booleanValue()).isTrue();
        assertThat(way.scopesAfter()).contains("oscal:read", "oscal:write");
        assertThat(way.toolsAfter()).hasSize(40).containsAll(way.toolsBefore());
    }
}
