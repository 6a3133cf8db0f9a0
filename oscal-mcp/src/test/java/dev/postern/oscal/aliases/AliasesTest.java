package dev.postern.oscal.aliases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.references.ReferenceCheck;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.schema.SchemaCheck;
import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tools.Documents;
import dev.postern.oscal.tools.ReferenceTier;
import dev.postern.oscal.tools.SchemaTier;
import dev.postern.oscal.tools.SearchControls;
import dev.postern.oscal.tools.Validate;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import dev.postern.oscal.tree.Reading;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a script that was written for the Python server reads.
class AliasesTest {
    private static final Library LIBRARY = TestLibrary.samples();
    private static final Documents DOCUMENTS = new Documents(LIBRARY, TestLibrary.READER);
    private static final Once<OscalSchema> SCHEMA = new Once<>(OscalSchema::bundled);
    private static final Tool VALIDATE = new ValidateOscalContent(new Validate(
            DOCUMENTS,
            List.of(
                    new SchemaTier(new Once<>(() -> new SchemaCheck(SCHEMA.get()))),
                    new ReferenceTier(DOCUMENTS, new ReferenceCheck()))));
    private static final Tool SEARCH = new TextSearchOscal(new SearchControls(DOCUMENTS), LIBRARY);

    @AfterAll
    static void close() {
        LIBRARY.close();
    }

    @Test
    void tellsVersions() {
        ObjectNode about = read(Asked.of(new About("1.2.3", SCHEMA), "{}"));

        assertThat(about.text("version")).contains("1.2.3");
        assertThat(about.text("oscal-version")).contains("1.1.3");
    }

    @Test
    void listsEveryModelWithItsLayer() {
        ObjectNode models = read(Asked.of(new ListOscalModels(), "{}"));

        assertThat(models.members().keySet()).containsExactlyInAnyOrderElementsOf(Model.roots());
        assertThat(models.object("system-security-plan").orElseThrow().text("layer"))
                .contains("Implementation");
    }

    @Test
    void findsAValidDocumentValidOnEachLevel() {
        ObjectNode answer = validate(text("harbour-ssp"), "system-security-plan");

        assertThat(answer.get("valid")).isEqualTo(BooleanNode.of(true));
        assertThat(answer.text("model_type")).contains("system-security-plan");
        assertThat(answer.objects("levels"))
                .extracting(level -> level.text("level").orElseThrow())
                .containsExactly("well_formedness", "json_schema", "references", "trestle", "oscal_cli");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                | catalog | well_formedness | Not JSON",
                "{'catalog': {}}                                  | catalog | json_schema     | /catalog: \"uuid\" is missing",
                "{'catalog': {'uuid': 'x'}}                       | profile | json_schema     | The document is a catalog, and no profile.",
                "{'catalog': {'controls': [{'id': 'a', 'links': [{'rel': 'related', 'href': '#b'}]}]}} | catalog | references | Nothing in the document is #b."
            })
    void tellsErrorsOnTheirLevel(String content, String model, String level, String error) {
        ObjectNode answer = validate(content.replace("'", "\""), model);

        assertThat(answer.get("valid")).isEqualTo(BooleanNode.of(false));
        ObjectNode found = answer.objects("levels").stream()
                .filter(each -> each.text("level").equals(Optional.of(level)))
                .findFirst()
                .orElseThrow();
        assertThat(found.get("valid")).isEqualTo(BooleanNode.of(false));
        assertThat(found.items("errors").toString()).contains(error);
    }

    @ParameterizedTest
    @EnumSource(value = Model.class, mode = EnumSource.Mode.EXCLUDE, names = "MAPPING_COLLECTION")
    void givesASchemaThatNeedsNothingElse(Model model) {
        Asked asked = Asked.of(new GetOscalSchema(SCHEMA), "{'model_name':'" + model.root() + "'}");

        ObjectNode schema = read(asked);
        assertThat(schema.object("properties").orElseThrow().has(model.root())).isTrue();
        ObjectNode definitions = schema.object("definitions").orElseThrow();
        List<String> wanted = Pattern.compile("\"#/definitions/([^\"]+)\"")
                .matcher(asked.text())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(wanted).isNotEmpty().allMatch(definitions::has);
        assertThat(asked.text()).hasSizeLessThan(250_000);
    }

    @ParameterizedTest
    @CsvSource({"{},explain_model", "{'model_name':'mapping-collection'},has no mapping-collection"})
    void refusesSchemasThatItDoesNotGive(String arguments, String said) {
        assertThat(Asked.of(new GetOscalSchema(SCHEMA), arguments).refusal()).contains(said);
    }

    @Test
    void findsControlsFirstAndThenWhatHasATitle() {
        ObjectNode found = read(Asked.of(SEARCH, "{'query_text':'logs','limit':100}"));

        assertThat(found.objects("items").getFirst().text("model_type")).contains("catalog");
        assertThat(found.objects("items"))
                .anySatisfy(item -> assertThat(item.text("title")).contains("Quay Log"));
        assertThat(found.get("hasMore")).isEqualTo(BooleanNode.of(false));
    }

    @Test
    void findsInOneModelAndInPages() {
        String arguments = "{'query_text':'quay','oscal_model_type':'component-definition','limit':1,'offset':1}";

        ObjectNode found = read(Asked.of(SEARCH, arguments));

        assertThat(found.objects("items"))
                .singleElement()
                .satisfies(item -> assertThat(item.text("entity_type")).contains("child_element"));
        assertThat(found.get("offset")).isEqualTo(NumberNode.of(1));
        assertThat(found.get("hasMore")).isEqualTo(BooleanNode.of(true));
    }

    private static ObjectNode validate(String content, String model) {
        return read(Asked.of(
                VALIDATE,
                new ObjectBuilder()
                        .put("content", content)
                        .put("model_type", model)
                        .build()));
    }

    /// The text, which is JSON, and says what the structure says where there is one.
    private static ObjectNode read(Asked asked) {
        ObjectNode structured = asked.structured();
        JsonWriter writer = new JsonWriter();
        return switch (new JsonReader(Limits.DOCUMENT).read(asked.text())) {
            case Reading.Read(ObjectNode read, var _) when structured.members().isEmpty() -> read;
            case Reading.Read(var read, var _) -> {
                assertThat(writer.compact(read)).isEqualTo(writer.compact(structured));
                yield structured;
            }
            case Reading.Unreadable _ -> throw new AssertionError(asked.text());
        };
    }

    private static String text(String sample) {
        return LIBRARY.shelf().find(sample, List.of(Model.values())) instanceof Shelf.Found.One(var holding)
                ? holding.text()
                : "";
    }
}
