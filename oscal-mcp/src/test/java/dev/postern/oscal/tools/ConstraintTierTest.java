package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.constraints.ConstraintCheck;
import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.references.ReferenceCheck;
import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.testing.StubWorker;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintTierTest {
    private static final ConstraintCheck CHECK =
            new ConstraintCheck(Optional.of(StubWorker.command()), Duration.ofMinutes(2));
    private static final ConstraintTier TIER = new ConstraintTier(CHECK);

    @AfterAll
    static void close() {
        CHECK.close();
    }

    @Test
    void leavesOutWhatIsSaidOfAPlaceAlready() {
        Finding said = Finding.error("schema:pattern", "No uuid.", "/catalog/uuid", 1, 1);

        assertThat(judge("1.1.3", List.of(said)).findings())
                .extracting(Finding::rule)
                .containsExactly("constraint:third", "constraint:second");
    }

    @Test
    void leavesOutAnItemWhereAllOfThemWereFoundFaultWith() {
        Finding said = Finding.error("unknown-party-uuid", "None.", "/catalog/things", 1, 1);

        assertThat(judge("1.1.3", List.of(said)).findings())
                .extracting(Finding::path)
                .doesNotContain("/catalog/things/0")
                .contains("/catalog/uuid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0-rc2", "1.2.1", "2"})
    void callsNothingAnErrorThatAnotherOscalMayAllow(String version) {
        assertThat(judge(version, List.of()).findings())
                .extracting(Finding::severity)
                .doesNotContain(Severity.ERROR);
        assertThat(judge("1.0.4", List.of()).findings())
                .extracting(Finding::severity)
                .contains(Severity.ERROR);
    }

    @Test
    void saysThatLaterConstraintsAreNotApplied() {
        assertThat(judge("1.2.1", List.of()).skipped()).anyMatch(sentence -> sentence.contains("1.2.1"));
        assertThat(judge("1.1.2", List.of()).skipped()).containsExactly("Something.");
    }

    @Test
    void isNotAskedUnlessTheLevelSaysSo() {
        ConstraintTier absent = new ConstraintTier(new ConstraintCheck(Optional.empty(), Duration.ofSeconds(1)));
        try (Library library = TestLibrary.samples()) {
            Documents documents = new Documents(library, TestLibrary.READER);
            Validate validate =
                    new Validate(documents, List.of(new ReferenceTier(documents, new ReferenceCheck()), absent));

            assertThat(Asked.of(validate, "{'document': {'uri': 'harbour-ssp'}, 'level': 'constraints'}")
                            .text())
                    .contains("The level constraints, because it is not installed");
            assertThat(Asked.of(validate, "{'document': {'uri': 'harbour-ssp'}}")
                            .text())
                    .doesNotContain("constraints");
        }
    }

    private static Tier.Verdict judge(String version, List<Finding> before) {
        return TIER.judge(document(version), before, new SilentCall());
    }

    private static OscalDocument document(String version) {
        String text = "{\"catalog\": {\"uuid\": \"x\", \"metadata\": {\"title\": \"A\", \"oscal-version\": \"" + version
                + "\"}}}";
        return ((DocumentReader.Opening.Opened) TestLibrary.READER.open(text)).document();
    }
}
