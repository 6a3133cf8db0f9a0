package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.references.ReferenceCheck;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.schema.SchemaCheck;
import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Eight kinds of mistake that schemas do not see, each made in one of the samples.
class BrokenDocumentsTest {
    private static final Library LIBRARY = TestLibrary.samples();
    private static final Documents DOCUMENTS = new Documents(LIBRARY, TestLibrary.READER);
    private static final Validate VALIDATE = new Validate(
            DOCUMENTS,
            List.of(
                    new SchemaTier(new Once<>(() -> new SchemaCheck(OscalSchema.bundled()))),
                    new ReferenceTier(DOCUMENTS, new ReferenceCheck())));

    @AfterAll
    static void close() {
        LIBRARY.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"harbour-catalog", "harbour-profile", "harbour-components", "harbour-ssp"})
    void findsNoErrorInTheSamples(String sample) {
        assertThat(errors(text(sample))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a control's id twice       | harbour-catalog    | \"id\": \"ac-2\"                   | \"id\":"
                        + " \"ac-1\"             | unique-id              | /catalog/groups/0/controls/1/id",
                "a uuid twice               | harbour-ssp        | \"uuid\": \"{this}\"               | \"uuid\":"
                        + " \"{identity}\"     | unique-uuid            |"
                        + " /system-security-plan/system-implementation/components/1/uuid",
                "a role that is not there   | harbour-ssp        | \"role-id\": \"owner\"             | \"role-id\":"
                        + " \"onwer\"        | unknown-role-id        |"
                        + " /system-security-plan/metadata/responsible-parties/0/role-id",
                "a link to nothing          | harbour-catalog    | \"href\": \"#lo-1\"                | \"href\":"
                        + " \"#lo-9\"          | dangling-link          | /catalog/groups/0/controls/0/links/1/href",
                "a word that is not allowed | harbour-ssp        | \"state\": \"operational\"         | \"state\":"
                        + " \"operating\"     | allowed-values         |"
                        + " /system-security-plan/system-characteristics/status/state",
                "a parameter in prose       | harbour-catalog    | insert: param, ac-1_prm_1        | insert: param,"
                        + " ac-1_prm_9  | unknown-param          | /catalog/groups/0/controls/0/parts/0/parts/1/prose",
                "a component not there      | harbour-ssp        | \"component-uuid\": \"{this}\"     |"
                        + " \"component-uuid\": \"00000000-0000-4000-8000-000000000000\" | unknown-component-uuid |"
                        + " /system-security-plan/control-implementation/implemented-requirements/0/statements/0/by-components/0/component-uuid",
                "a control not there        | harbour-ssp        | \"control-id\": \"ac-2\"           |"
                        + " \"control-id\": \"zz-99\"    | unknown-control        |"
                        + " /system-security-plan/control-implementation/implemented-requirements/1/control-id"
            })
    void findsEachWithPathAndLine(String kind, String sample, String good, String bad, String rule, String path) {
        String broken = text(sample).replaceFirst(Pattern.quote(uuids(good)), Matcher.quoteReplacement(uuids(bad)));

        assertThat(broken).as(kind).isNotEqualTo(text(sample));
        assertThat(errors(broken)).anySatisfy(finding -> {
            assertThat(finding.text("rule")).contains(rule);
            assertThat(finding.text("path")).contains(path);
            assertThat(finding.has("line")).isTrue();
            assertThat(finding.text("hint")).isPresent();
        });
    }

    /// Names of components in place of their uuids, which are long.
    private static String uuids(String text) {
        List<ObjectNode> components = holding("harbour-ssp")
                .document()
                .content()
                .object("system-implementation")
                .orElseThrow()
                .objects("components");
        return text.replace("{this}", components.get(0).text("uuid").orElseThrow())
                .replace("{identity}", components.get(1).text("uuid").orElseThrow());
    }

    private static List<ObjectNode> errors(String content) {
        ObjectNode document = new ObjectBuilder().put("content", content).build();
        ObjectNode arguments = new ObjectBuilder().put("document", document).build();
        ToolResult result = VALIDATE.call(new Arguments(arguments), new SilentCall());
        return result instanceof ToolResult.Done(var _, Optional<ObjectNode> structured)
                ? structured.orElseThrow().objects("findings").stream()
                        .filter(finding -> finding.text("severity").equals(Optional.of("error")))
                        .toList()
                : List.of();
    }

    private static String text(String sample) {
        return holding(sample).text();
    }

    private static Holding holding(String sample) {
        return LIBRARY.shelf().find(sample, List.of(Model.values())) instanceof Shelf.Found.One(Holding holding)
                ? holding
                : LIBRARY.shelf().holdings().getFirst();
    }
}
