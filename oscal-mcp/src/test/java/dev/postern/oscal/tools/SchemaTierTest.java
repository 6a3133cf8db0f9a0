package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.schema.SchemaCheck;
import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Once;
import dev.postern.oscal.tree.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTierTest {
    private static final SchemaTier TIER = new SchemaTier(new Once<>(() -> new SchemaCheck(OscalSchema.bundled())));

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.1.3", "what it likes", ""})
    void callsANameThatItDoesNotKnowAnError(String version) {
        assertThat(severities(version, "schema:additionalProperties")).containsExactly(Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.4", "1.2.2", "1.10.0", "2.0"})
    void onlyWarnsOfANameThatALaterOscalMayKnow(String version) {
        assertThat(severities(version, "schema:additionalProperties")).containsExactly(Severity.WARNING);
        assertThat(severities(version, "schema:required")).containsExactly(Severity.ERROR);
    }

    @Test
    void onlyWarnsOfWhatADraftDoesOtherwise() {
        assertThat(severities("1.0.0-rc2", "schema:required")).containsExactly(Severity.WARNING);
    }

    private static List<Severity> severities(String version, String rule) {
        return findings(version).stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(Finding::severity)
                .toList();
    }

    private static List<Finding> findings(String version) {
        String content = "{'catalog': {'uuid': '2f5b4a8e-0f5f-4f6e-9d5a-3b1c5a0e7d11', 'new': 1, 'metadata': {"
                + "'title': 'x', 'version': '1', 'oscal-version': '" + version + "'}}}";
        return switch (TestLibrary.READER.open(content.replace("'", "\""))) {
            case DocumentReader.Opening.Opened(OscalDocument document) ->
                TIER.judge(document, List.of(), new SilentCall()).findings();
            case DocumentReader.Opening.NoDocument none -> throw new AssertionError(none.findings());
        };
    }
}
