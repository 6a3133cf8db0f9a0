package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Plans and components against the baseline of the samples.
class CoverageTest {
    private static final Library LIBRARY = TestLibrary.samples();
    private static final Documents DOCUMENTS = new Documents(LIBRARY, TestLibrary.READER);
    private static final SspCoverage PLAN = new SspCoverage(DOCUMENTS);
    private static final ComponentsCoverage COMPONENTS = new ComponentsCoverage(DOCUMENTS);

    @AfterAll
    static void close() {
        LIBRARY.close();
    }

    @Test
    void comparesAPlanWithTheProfileThatItImports() {
        Asked asked = Asked.of(PLAN, "{'document':{'uri':'harbour-ssp'}}");

        assertThat(asked.text())
                .contains(
                        "7 required, 5 answered, 2 missing, 1 extraneous", "missing: ac-1.1, ba-2", "extraneous: su-1")
                .contains("status: implemented 3, partial 1, planned 1")
                .contains("unanswered statements: ac-1_smt.c")
                .contains("components: This System 3, Quay Identity 2, Quay Log 2");
        assertThat(asked.structured().text("baseline")).contains("oscal://profile/harbour-profile");
    }

    @ParameterizedTest
    @CsvSource({"all,8", "open,5", "answered,5", "missing,2", "extraneous,1"})
    void listsTheControlsThatAreAskedFor(String show, int total) {
        ObjectNode answer = Asked.of(PLAN, "{'document':{'uri':'harbour-ssp'},'show':'" + show + "'}")
                .structured();

        assertThat(answer.objects("controls")).hasSize(total);
    }

    @Test
    void listsControlsInPages() {
        ObjectNode answer = Asked.of(PLAN, "{'document':{'uri':'harbour-ssp'},'limit':2,'offset':5}")
                .structured();

        assertThat(answer.objects("controls"))
                .extracting(row -> row.text("id").orElseThrow())
                .containsExactly("ba-1", "ba-2");
        assertThat(answer.has("next")).isTrue();
    }

    @Test
    void asksNobodyForWithdrawnControls() {
        Asked asked = Asked.of(PLAN, "{'document':{'uri':'harbour-ssp'},'baseline':'harbour-catalog'}");

        assertThat(asked.text()).contains("9 required").doesNotContain("ac-3");
    }

    @Test
    void tellsWhereAnAnswerToAWithdrawnControlBelongs() {
        ObjectNode answer = plan(text("harbour-ssp").replace("\"control-id\": \"su-1\"", "\"control-id\": \"ac-3\""));

        ObjectNode row = answer.objects("controls").getLast();
        assertThat(row.text("standing")).contains("extraneous");
        assertThat(row.items("moved_to")).hasSize(1);
    }

    @Test
    void knowsControlsAsPeopleWriteThem() {
        ObjectNode answer = plan(text("harbour-ssp").replace("\"control-id\": \"lo-1\"", "\"control-id\": \"LO-01\""));

        assertThat(answer.object("counts").orElseThrow().get("missing")).isEqualTo(NumberNode.of(2));
    }

    @Test
    void countsAStatementThatSaysNothingAsUnanswered() {
        String empty = text("harbour-ssp")
                .replaceFirst(
                        "(?s)(\"statement-id\": \"ac-1_smt.a\".*?\"uuid\": \"[^\"]*\"),\\s*\"by-components\": \\[.*?]",
                        "$1");

        assertThat(plan(empty).objects("controls").getFirst().items("unanswered"))
                .hasSize(2);
    }

    @Test
    void refusesWhatItCannotCompare() {
        assertThat(Asked.of(PLAN, "{'document':{'uri':'harbour-catalog'}}").refusal())
                .contains("It must be a system-security-plan");
        assertThat(Asked.of(PLAN, arguments(text("harbour-ssp").replace("harbour-profile.json", "elsewhere.json")))
                        .refusal())
                .contains(
                        "imports \"elsewhere.json\", which the library does not have",
                        "oscal://profile/harbour-profile");
    }

    @Test
    void tellsWhichComponentAnswersWhichControl() {
        Asked asked = Asked.of(COMPONENTS, "{'baseline':'small office'}");

        assertThat(asked.text())
                .contains("4 of 7 controls covered", "by: Quay Identity 2, Quay Log 2")
                .contains("gaps: ac-1.1, ba-1, ba-2", "beyond the baseline: lo-2.1");
        assertThat(asked.structured().objects("controls").getFirst().items("unanswered"))
                .as("a component names one of three statements")
                .hasSize(2);
    }

    @Test
    void takesComponentDefinitionsFromTheCall() {
        ObjectNode definition = Asked.content(
                text("harbour-components").replace("\"control-id\": \"ac-2\"", "\"control-id\": \"ba-1\""));
        ObjectNode arguments = new ObjectBuilder()
                .put("baseline", "small office")
                .put("definitions", List.of(definition))
                .put("show", "gaps")
                .build();

        assertThat(Asked.of(COMPONENTS, arguments).structured().objects("controls"))
                .extracting(row -> row.text("id").orElseThrow())
                .containsExactly("ac-1.1", "ac-2", "ba-2");
    }

    @Test
    void refusesDefinitionsThatAreNone() {
        assertThat(Asked.of(COMPONENTS, "{'baseline':'small office','definitions':[{'uri':'harbour-ssp'}]}")
                        .refusal())
                .contains("It must be a component-definition");
    }

    private static ObjectNode plan(String content) {
        return Asked.of(PLAN, arguments(content)).structured();
    }

    private static ObjectNode arguments(String content) {
        return new ObjectBuilder().put("document", Asked.content(content)).build();
    }

    private static String text(String sample) {
        return LIBRARY.shelf().find(sample, List.of(Model.values())) instanceof Shelf.Found.One(var holding)
                ? holding.text()
                : "";
    }
}
