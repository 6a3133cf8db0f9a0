package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.library.Library;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.schema.SchemaCheck;
import dev.postern.oscal.schema.SchemaOrder;
import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import dev.postern.oscal.tree.Reading;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tools over the library of samples.
class ToolCallsTest {
    private static final Library LIBRARY = TestLibrary.samples();
    private static final Documents DOCUMENTS = new Documents(LIBRARY, TestLibrary.READER);

    @AfterAll
    static void close() {
        LIBRARY.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'AC-1'}                               | Accounts are closed within [Assignment: number of days]"
                        + " after",
                "{'id':'ac-2'}                               | [Selection (one or more): a passkey; a badge and a"
                        + " number; a password and [Assignment: a second factor]]",
                "{'id':'ac-1','baseline':'small office'}     | Accounts are closed within two after somebody leaves",
                "{'id':'AC-1(1)','parts':['guidance']}       | A night watch that signs in at noon",
                "{'id':'ac-1','parts':['objectives']}        | Find out whether each account",
                "{'id':'ac-3'}                               | Withdrawn: see ac-2",
                "{'id':'lo-1','render':'oscal'}              | \"id\":\"lo-1_smt.a\"",
                "{'id':'ac-1','max_characters':200}          | cut: statement, guidance"
            })
    void tellsAControlAsPeopleReadIt(String arguments, String said) {
        assertThat(text(new GetControl(DOCUMENTS), arguments)).contains(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'ac-11'}                            | has no control ac-11. Did you mean ac-1",
                "{'id':'su-1','baseline':'small office'}   | has no control su-1",
                "{'id':'ac-1','catalog':'nowhere'}         | The library has no catalog \"nowhere\". It has"
                        + " oscal://catalog/harbour-catalog"
            })
    void saysWhichControlItDoesNotHave(String arguments, String said) {
        assertThat(refusal(new GetControl(DOCUMENTS), arguments)).contains(said);
    }

    @ParameterizedTest
    @CsvSource({
        "encrypted copy,ba-1",
        "cryptographic keys,ba-1",
        "who moved a ship,lo-1",
        "LO-2(1),lo-2.1",
        "badges,ac-2",
        "passwrd,ac-2"
    })
    void findsControlsByTheirWords(String query, String first) {
        ObjectNode found = structured(new SearchControls(DOCUMENTS), "{'query':'" + query + "'}");

        assertThat(found.objects("hits").getFirst().text("id")).contains(first);
    }

    @Test
    void findsOnlyWhatABaselineSelects() {
        assertThat(text(new SearchControls(DOCUMENTS), "{'query':'supplier','baseline':'small office'}"))
                .isEqualTo("0 controls");
    }

    @Test
    void listsInTheOrderOfTheCatalogAndInPages() {
        ListControls tool = new ListControls(DOCUMENTS);

        assertThat(text(tool, "{'limit':2}")).contains("9 controls\nAC-1  Accounts\nAC-1(1)", "offset=2");
        assertThat(text(tool, "{'offset':8}")).contains("SU-1").doesNotContain("AC-1");
        assertThat(text(tool, "{'family':'BA'}")).contains("2 controls");
        assertThat(text(tool, "{'withdrawn':true}")).contains("AC-3");
        assertThat(text(tool, "{'baseline':'small office'}")).contains("7 controls");
    }

    @Test
    void outlinesADocumentWithoutItsTexts() {
        Outline tool = new Outline(DOCUMENTS);

        assertThat(text(tool, "{'document':{'uri':'harbour-catalog'},'depth':2}"))
                .contains("/catalog/groups/0  ac Access")
                .doesNotContain("night watch");
        assertThat(text(tool, "{'document':{'uri':'harbour-catalog'},'path':'/catalog/groups/0/controls','depth':1}"))
                .contains("/catalog/groups/0/controls/0  ac-1 Accounts");
        assertThat(refusal(tool, "{'document':{'uri':'harbour-catalog'},'path':'/catalog/nothing'}"))
                .contains("Nothing is at /catalog/nothing");
    }

    @Test
    void judgesDocumentsReadableOrNot() {
        Validate tool = new Validate(
                DOCUMENTS, List.of(new SchemaTier(new Once<>(() -> new SchemaCheck(OscalSchema.bundled())))));

        assertThat(text(tool, "{'document':{'uri':'harbour-ssp'}}")).isEqualTo("Valid");
        assertThat(text(tool, "{'document':{'content':'{'}}"))
                .startsWith("Not valid: 1 error\nerror  (line 1): Not JSON");
        assertThat(text(tool, "{'document':{'content':'catalog: {}'}}"))
                .contains("\"uuid\" is missing", "\"metadata\" is missing");
    }

    @Test
    void resolvesAProfileToIdsASummaryAndACatalogInPieces() {
        ResolveProfile tool = new ResolveProfile(DOCUMENTS, new Once<>(() -> new SchemaOrder(OscalSchema.bundled())));
        String profile = "{'profile':{'uri':'harbour-profile'}";

        assertThat(text(tool, profile + "}")).contains("7 controls\nac-1 ac-1.1 ac-2 lo-1 lo-2 ba-1 ba-2");
        assertThat(text(tool, profile + ",'output':'summary','limit':2}")).contains("ac-1.1", "offset=2");
        ObjectNode summary = structured(tool, profile + ",'output':'summary','offset':6}");
        assertThat(summary.objects("controls").getFirst().has("altered")).isTrue();
        assertThat(summary.text("profile")).contains("oscal://profile/harbour-profile");
        StringBuilder catalog = new StringBuilder();
        ObjectNode piece = structured(tool, profile + ",'output':'catalog','max_characters':1000}");
        while (piece.get("next") instanceof NumberNode next) {
            catalog.append(piece.text("content").orElseThrow());
            piece = structured(
                    tool, profile + ",'output':'catalog','max_characters':1000,'offset':" + next.number() + "}");
        }
        catalog.append(piece.text("content").orElseThrow());
        assertThat(text(
                        new Validate(
                                DOCUMENTS,
                                List.of(new SchemaTier(new Once<>(() -> new SchemaCheck(OscalSchema.bundled()))))),
                        arguments("document", catalog.toString())))
                .isEqualTo("Valid");
        assertThat(refusal(tool, "{'profile':{'uri':'harbour-ssp'}}")).contains("The library has no profile");
    }

    @Test
    void convertsADocumentToAnotherFormatInPieces() {
        Convert tool = new Convert(DOCUMENTS, new Once<>(() -> new SchemaOrder(OscalSchema.bundled())));
        String document = "{'document':{'uri':'harbour-catalog'},'to':'";

        assertThat(structured(tool, document + "yaml'}").text("content").orElseThrow())
                .startsWith("catalog:\n  uuid:");
        assertThat(structured(tool, document + "xml'}").text("content").orElseThrow())
                .contains("<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\"");
        ObjectNode piece = structured(tool, document + "json','max_characters':1000}");
        assertThat(piece.text("content").orElseThrow()).hasSize(1000);
        assertThat(piece.get("next")).isEqualTo(NumberNode.of(1000));
        assertThat(text(tool, document + "json','offset':10000000}")).contains("catalog as json");
    }

    private static String arguments(String document, String content) {
        return new JsonWriter()
                .compact(new ObjectBuilder()
                        .put(
                                document,
                                new ObjectBuilder().put("content", content).build())
                        .build());
    }

    @Test
    void listsTheLibraryWithItsUris() {
        assertThat(text(new ListLibrary(DOCUMENTS), "{}"))
                .contains("4 documents", "oscal://system-security-plan/harbour-ssp");
        assertThat(structured(new ListLibrary(DOCUMENTS), "{'model':'catalog'}").objects("documents"))
                .hasSize(1);
    }

    private static String text(Tool tool, String arguments) {
        return result(tool, arguments) instanceof ToolResult.Done(var content, var _)
                ? content.getFirst().node().text("text").orElseThrow()
                : "refused";
    }

    private static String refusal(Tool tool, String arguments) {
        return result(tool, arguments) instanceof ToolResult.Refused(String reason) ? reason : "not refused";
    }

    private static ObjectNode structured(Tool tool, String arguments) {
        return result(tool, arguments) instanceof ToolResult.Done(var _, var structured)
                ? structured.orElseThrow()
                : ObjectNode.EMPTY;
    }

    private static ToolResult result(Tool tool, String arguments) {
        String json = arguments.startsWith("{'") || arguments.equals("{}") ? arguments.replace("'", "\"") : arguments;
        return switch (new JsonReader(Limits.MESSAGE).read(json)) {
            case Reading.Read(ObjectNode object, var _) -> tool.call(new Arguments(object), new SilentCall());
            case Reading other -> throw new IllegalArgumentException(json + other);
        };
    }
}
