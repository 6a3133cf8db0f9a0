package dev.postern.oscal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.counterparts.Command;
import dev.postern.counterparts.NodePackage;
import dev.postern.oscal.transport.HttpListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The official conformance suite, against our protocol with the tools that its scenarios want.
class ConformanceIT {
    private static final Path PAGE = Path.of("../docs/oscal-conformance.md");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void theTableIsTheOneThatIsPublished() throws IOException {
        assumeThat(NodePackage.canRun()).as("Node is installed").isTrue();
        NodePackage suite = Folders.node("conformance");

        try (HttpListener listener = new HttpListener(Everything.server(), 0)) {
            String url = "http://localhost:" + listener.start().getPort() + "/mcp";
            String table = new Command(suite.folder(), PATIENCE)
                    .run(List.of("node", suite.script("table.mjs").toString(), url));

            assertThat(Files.readString(PAGE)).contains(table);
        }
    }
}
