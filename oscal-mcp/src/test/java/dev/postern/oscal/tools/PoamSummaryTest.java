package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.library.Library;
import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Plans of action and assessment results that say little more than what is summed up.
class PoamSummaryTest {
    private static final String PLAN = """
            plan-of-action-and-milestones:
              metadata: {title: Berth Plan Actions}
              findings:
                - uuid: f1
                  target: {type: statement-id, target-id: ac-1_smt.b, status: {state: not-satisfied}}
                  related-risks: [{risk-uuid: r1}]
              risks:
                - uuid: r1
                  title: Accounts stay open
                  status: open
                  deadline: "2026-10-31T12:00:00Z"
                  characterizations: [{facets: [{name: likelihood, value: high}]}]
                  remediations:
                    - tasks: [{title: Nightly run, timing: {on-date: {date: "2026-10-01T00:00:00Z"}}}]
                - {uuid: r2, title: Copies are not encrypted, status: remediating, deadline: "2027-01-31T12:00:00Z"}
                - {uuid: r3, title: A badge too many, status: closed, deadline: "2026-01-31T12:00:00Z"}
                - {uuid: r4, title: Nobody knows when, status: open, deadline: soon}
              poam-items:
                - {uuid: i1, title: Close accounts, related-risks: [{risk-uuid: r1}], related-findings: [{finding-uuid: f1}]}
                - {uuid: i2, title: Think about it}
            """;
    private static final String RESULTS = """
            assessment-results:
              metadata: {title: Spring Assessment}
              results:
                - observations: [{uuid: o1}]
                  risks: [{uuid: r1, title: Logs can be altered, status: investigating}]
                  findings:
                    - {uuid: f1, target: {target-id: lo-2_smt, status: {state: not-satisfied}}, related-risks: [{risk-uuid: r1}]}
                    - {uuid: f2, target: {target-id: lo-2_obj.1, status: {state: satisfied}}}
                - findings: [{uuid: f3, target: {target-id: ac-1.1_obj, status: {state: not-satisfied}}}]
            """;
    private static final Library LIBRARY = TestLibrary.samples();
    private static final PoamSummary TOOL = new PoamSummary(
            new Documents(LIBRARY, TestLibrary.READER),
            Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC));

    @AfterAll
    static void close() {
        LIBRARY.close();
    }

    @Test
    void tellsWhatShouldHaveBeenMendedByNow() {
        Asked asked = ask(PLAN, "show", "overdue");

        assertThat(asked.text())
                .contains("on 2026-11-21: 2 items, 4 risks, 3 open, 1 overdue", "closed 1, open 2, remediating 1")
                .contains("open, overdue (2026-10-31T12:00:00Z): Accounts stay open")
                .doesNotContain("Copies");
        ObjectNode risk = asked.structured().objects("risks").getFirst();
        assertThat(risk.items("controls")).hasSize(1);
        assertThat(risk.items("items")).hasSize(1);
        assertThat(risk.object("facets").orElseThrow().text("likelihood")).contains("high");
        assertThat(risk.objects("milestones").getFirst().get("past")).isEqualTo(BooleanNode.of(true));
        assertThat(asked.structured().items("items_without_risk")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-31,0", "2026-11-01,1", "2027-02-01,2"})
    void judgesDeadlinesByTheDayThatIsGiven(String day, int overdue) {
        assertThat(ask(PLAN, "at", day).text()).contains(overdue + " overdue");
    }

    @Test
    void countsFindingsPerControl() {
        assertThat(ask(RESULTS, "show", "all").text())
                .contains("findings: lo-2 2 (1 not satisfied), ac-1.1 1 (1 not satisfied)");
    }

    @Test
    void refusesWhatIsNoDay() {
        assertThat(ask(PLAN, "at", "tomorrow").refusal()).contains("2026-01-31");
    }

    private static Asked ask(String document, String argument, String value) {
        return Asked.of(
                TOOL,
                new ObjectBuilder()
                        .put("document", Asked.content(document))
                        .put(argument, value)
                        .build());
    }
}
