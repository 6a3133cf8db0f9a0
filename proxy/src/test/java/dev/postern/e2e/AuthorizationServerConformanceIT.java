package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.counterparts.Command;
import dev.postern.counterparts.NodePackage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The checks for authorization servers that the MCP project publishes.
@ExtendWith(StackExtension.class)
final class AuthorizationServerConformanceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Faces faces;
    private final NodePackage checks;

    AuthorizationServerConformanceIT(Stack stack) {
        assumeTrue(NodePackage.canRun(), "There is no Node on this machine: the published checks are left out.");
        this.faces = new Faces(stack);
        this.checks = NodePackage.installed(Stack.SCRIPTS, "conformance", Stack.WORK);
    }

    /// What the checks found.
    record Findings(int exit, List<Finding> checks) {
        Findings {
            checks = List.copyOf(checks);
        }
    }

    /// What one of them found.
    record Finding(String id, String status, String message) {}

    private Findings findings(Postern postern) throws Exception {
        String url = postern.endpoint().toString();
        String output = new Command(Stack.WORK, PATIENCE)
                .run(List.of("node", checks.script("run.mjs").toString(), url.replaceFirst("/mcp$", ""), url));
        return new JsonMapper().readValue(output, Findings.class);
    }

    private static void assertThatNothingIsAmiss(Findings findings) {
        assertThat(findings.exit()).isZero();
        assertThat(findings.checks())
                .extracting(Finding::id)
                .contains("authorization-server-metadata", "authorization-code-grant");
        assertThat(findings.checks()).allMatch(finding -> finding.status().equals("SUCCESS"));
    }

    @Test
    void passesThePublishedChecksWithUsersOfItsOwn() throws Exception {
        try (Postern postern = faces.withUsersOfItsOwn("conformance-local")) {
            assertThatNothingIsAmiss(findings(postern));
        }
    }

    @Test
    void passesThePublishedChecksBeforeKeycloak() throws Exception {
        try (Postern postern = faces.beforeKeycloak("conformance-keycloak", List.of())) {
            assertThatNothingIsAmiss(findings(postern));
        }
    }
}
