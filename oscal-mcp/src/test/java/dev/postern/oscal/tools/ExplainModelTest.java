package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Places of the bundled schema.
class ExplainModelTest {
    private static final Once<OscalSchema> SCHEMA = new Once<>(OscalSchema::bundled);
    private static final ExplainModel TOOL = new ExplainModel(SCHEMA);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/catalog                                                      | groups, array",
                "/catalog/groups/3/controls/0/parts                            | an array; each element:",
                "catalog/groups/groups/controls                                | id (required), string, a token",
                "/plan-of-action-and-milestones/risks/status                   | words: open, investigating, remediating",
                "/plan-of-action-and-milestones/risks/remediations/tasks/timing| within-date-range, object",
                "/profile/modify/alters/adds                                   | position, string, a token: a letter or _",
                "/system-security-plan/uuid                                    | It must be a UUID"
            })
    void tellsWhatMayStandAtAPlace(String path, String said) {
        assertThat(Asked.of(TOOL, "{'path':'" + path + "'}").text()).contains(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/catalog/groups/control | Did you mean controls?",
                "/catalouge              | Did you mean catalog?",
                "/catalog/uuid/x         | is a plain value: nothing is in it",
                "/mapping-collection     | A path begins with one of catalog, profile"
            })
    void saysWhatIsThereInstead(String path, String said) {
        assertThat(Asked.of(TOOL, "{'path':'" + path + "'}").refusal()).contains(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/catalog",
                "/system-security-plan",
                "/assessment-plan",
                "/assessment-results/results",
                "/component-definition/components",
                "/plan-of-action-and-milestones/risks"
            })
    void staysSmall(String path) {
        ObjectNode answer = Asked.of(TOOL, "{'path':'" + path + "'}").structured();

        assertThat(new JsonWriter().compact(answer)).hasSizeLessThan(12_000);
    }

    @Test
    void listsTheModels() {
        assertThat(Asked.of(TOOL, "{}").text())
                .isEqualTo("Models: " + "catalog, profile, component-definition, system-security-plan, "
                        + "assessment-plan, assessment-results, plan-of-action-and-milestones");
    }
}
