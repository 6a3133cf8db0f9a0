package dev.postern.oscal.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.constraints.ConstraintCheck.Outcome;
import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.testing.StubWorker;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ConstraintCheckTest {
    private static final Duration AGES = Duration.ofMinutes(2);
    private static final ConstraintCheck CHECK = new ConstraintCheck(Optional.of(StubWorker.command()), AGES);

    @AfterAll
    static void close() {
        CHECK.close();
    }

    @Test
    void tellsFindingsInTheOrderOfTheDocumentWithTheirPlaces() {
        List<Finding> findings = findings(CHECK.check(document("Good"), () -> false));

        assertThat(findings)
                .extracting(Finding::rule)
                .containsExactly("constraint:third", "constraint:first", "constraint:second");
        assertThat(findings).extracting(Finding::line).containsExactly(1, 2, 4);
        assertThat(findings).extracting(Finding::hint).containsExactly("", "Mend it.", "");
    }

    @Test
    void keepsTheProcessForTheNextDocument() {
        assertThat(pid(CHECK)).isEqualTo(pid(CHECK));
    }

    @Test
    void tellsTheProcessNothingOfItsSurroundings() {
        String names =
                findings(CHECK.check(document("Good"), () -> false)).get(1).message();

        assertThat(names).isEqualTo("MALLOC_ARENA_MAX");
    }

    @Test
    void endsAProcessThatTakesTooLong() throws Exception {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        ConstraintCheck hasty = new ConstraintCheck(Optional.of(StubWorker.command()), Duration.ofSeconds(1));

        assertThat(why(hasty.check(document("hang"), () -> false))).contains("--constraints-seconds");
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (!before.contains(child)) {
                assertThat(child.onExit().get(1, TimeUnit.MINUTES).isAlive()).isFalse();
            }
        }
    }

    @Test
    void endsAProcessThatNobodyWaitsForAndStartsAnother() {
        String before = pid(CHECK);

        assertThat(why(CHECK.check(document("hang"), () -> true))).contains("nobody waits");
        assertThat(pid(CHECK)).isNotEqualTo(before);
    }

    @Test
    void startsAnotherAfterOneThatGaveUp() {
        assertThat(why(CHECK.check(document("die"), () -> false))).contains("gave up");
        assertThat(pid(CHECK)).isNotEmpty();
    }

    @Test
    void asksAnotherWhereTheOneThatWasKeptHasEnded() {
        findings(CHECK.check(document("last"), () -> false));

        assertThat(pid(CHECK)).isNotEmpty();
    }

    @Test
    void saysThatItIsNotInstalled() {
        ConstraintCheck absent = new ConstraintCheck(Optional.empty(), AGES);

        assertThat(why(absent.check(document("Good"), () -> false))).contains("not installed");
    }

    @Test
    void saysSoWhereTheProcessCannotBeStarted() {
        ConstraintCheck broken = new ConstraintCheck(Optional.of(new WorkerCommand(List.of("/nowhere/java"))), AGES);

        assertThat(why(broken.check(document("Good"), () -> false))).contains("gave up");
    }

    @Test
    void asksNothingAboutADocumentThatIsTooLarge() {
        assertThat(why(CHECK.check(document("x".repeat(12_000_000)), () -> false)))
                .contains("characters");
    }

    @Test
    void sendsNoAddressOfAnImport() {
        String text = """
            {"profile": {"imports": [{"href": "https://example.com/catalog"}, {"href": "#x", "include-all": {}}, 7]}}""";
        ObjectNode cut = Imports.cut(read(text));

        assertThat(cut.objects("imports"))
                .extracting(imported -> imported.text("href").orElseThrow())
                .containsOnly("urn:postern:not-followed")
                .hasSize(2);
    }

    @Test
    void leavesADocumentWithoutImportsAsItIs() {
        OscalDocument document = document("Good");

        assertThat(Imports.cut(document)).isEqualTo(document.content());
    }

    private static String pid(ConstraintCheck check) {
        return findings(check.check(document("Good"), () -> false)).getLast().message();
    }

    private static List<Finding> findings(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Judged.class);
        return ((Outcome.Judged) outcome).findings();
    }

    private static String why(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Unjudged.class);
        return ((Outcome.Unjudged) outcome).why();
    }

    private static OscalDocument document(String title) {
        return read("""
            {"catalog": {
              "uuid": "x",
              "metadata": {
                "title": "%s"}}}
            """.formatted(title));
    }

    private static OscalDocument read(String text) {
        return ((DocumentReader.Opening.Opened) TestLibrary.READER.open(text)).document();
    }
}
