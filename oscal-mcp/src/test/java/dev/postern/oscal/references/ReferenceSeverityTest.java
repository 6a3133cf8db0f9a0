package dev.postern.oscal.references;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.library.Folder;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is an error and what a warning: decision 0045.
class ReferenceSeverityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "component-definition: {components: [{responsible-roles: [{role-id: nobody}]}]}      | WARNING |"
                        + " unknown-role-id",
                "catalog: {metadata: {responsible-parties: [{role-id: nobody}]}}                     | ERROR   |"
                        + " unknown-role-id",
                "catalog: {metadata: {responsible-parties: [{party-uuids: [a]}]}}                    | WARNING |"
                        + " unknown-party-uuid",
                "catalog: {metadata: {actions: [{responsible-parties: [{party-uuids: [a]}]}]}}       | ERROR   |"
                        + " unknown-party-uuid",
                "plan-of-action-and-milestones: {poam-items: [{related-risks: [{risk-uuid: a}]}]}    | WARNING |"
                        + " unknown-risk-uuid",
                "catalog: {controls: [{id: a, links: [{rel: related, href: '#b'}]}]}                 | ERROR   |"
                        + " dangling-link",
                "catalog: {controls: [{id: a, links: [{rel: mine, href: '#b'}]}]}                    | WARNING |"
                        + " dangling-link",
                "catalog: {metadata: {parties: [{uuid: a}, {uuid: a}]}}                              | ERROR   |"
                        + " unique-uuid",
                "catalog: {metadata: {parties: [{uuid: a}]}, back-matter: {resources: [{uuid: a}]}}  | WARNING |"
                        + " unique-uuid"
            })
    void isAnErrorWhereTheConstraintsOfOscalMakeItOne(String document, Severity severity, String rule) {
        try (Library library = TestLibrary.samples()) {
            assertThat(TestLibrary.READER.open(document))
                    .isInstanceOfSatisfying(
                            DocumentReader.Opening.Opened.class,
                            opened -> assertThat(new ReferenceCheck()
                                            .check(opened.document(), Optional.empty(), library.shelf())
                                            .findings())
                                    .filteredOn(finding -> finding.rule().equals(rule))
                                    .extracting(Finding::severity)
                                    .containsExactly(severity));
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "OSCAL_CONTENT_DIR",
            matches = ".+",
            disabledReason = "OSCAL_CONTENT_DIR does not name a folder of NIST's documents")
    void findsNoErrorInTheDocumentsOfNist() {
        try (Library library = TestLibrary.of(new Folder(Path.of(System.getenv("OSCAL_CONTENT_DIR"))))) {
            List<Holding> holdings = library.shelf().holdings();

            assertThat(holdings)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(holding -> assertThat(new ReferenceCheck()
                                    .check(holding.document(), Optional.empty(), library.shelf())
                                    .findings())
                            .filteredOn(finding -> finding.severity() == Severity.ERROR)
                            .as(holding.name())
                            .isEmpty());
        }
    }
}
