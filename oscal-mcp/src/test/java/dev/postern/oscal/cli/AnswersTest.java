package dev.postern.oscal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Generation;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.testing.LargeLibrary;
import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;
import dev.postern.oscal.tree.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every tool's answers have in common: their size with large documents, and what is said of a wrong argument.
@Timeout(120)
class AnswersTest {
    private static final int MOST = 64 * 1024;

    /// For programs, which take it whole.
    private static final int MOST_OF_A_SCHEMA = 160 * 1024;

    /// Four thousand characters, for people and once more for programs, and what is related.
    private static final int MOST_OF_A_CONTROL = 12 * 1024;

    private static final List<String> CALLS = List.of(
            "list_library {}",
            "list_controls {'catalog':'CATALOG'}",
            "list_controls {'baseline':'PROFILE'}",
            "get_control {'id':'CONTROL','catalog':'CATALOG'}",
            "get_control {'id':'CONTROL','baseline':'PROFILE'}",
            "search_controls {'query':'access control of the organization'}",
            "get_document_outline {'document':{'uri':'CATALOG'}}",
            "get_document_outline {'document':{'uri':'CATALOG'},'depth':10}",
            "validate {'document':{'uri':'CATALOG'}}",
            "check_references {'document':{'uri':'CATALOG'}}",
            "resolve_profile {'profile':{'uri':'PROFILE'}}",
            "resolve_profile {'profile':{'uri':'PROFILE'},'output':'summary'}",
            "resolve_profile {'profile':{'uri':'PROFILE'},'output':'catalog'}",
            "convert {'document':{'uri':'CATALOG'},'to':'json'}",
            "convert {'document':{'uri':'CATALOG'},'to':'yaml'}",
            "convert {'document':{'uri':'CATALOG'},'to':'xml'}",
            "ssp_coverage {'document':{'uri':'SSP'},'baseline':'PROFILE'}",
            "component_coverage {'baseline':'PROFILE'}",
            "poam_summary {'document':{'uri':'POAM'}}",
            "compare {'before':{'uri':'CATALOG'},'after':{'uri':'OTHER'}}",
            "compare {'before':{'uri':'CATALOG'},'after':{'uri':'PROFILE'}}",
            "explain_model {'path':'/catalog'}",
            "explain_model {'path':'/system-security-plan'}",
            "about {}",
            "list_oscal_models {}",
            "get_oscal_schema {'model_name':'system-security-plan'}",
            "validate_oscal_content {'content':'catalog: {}'}",
            "text_search_oscal {'query_text':'access control'}");

    @TempDir
    private static Path folder;

    private static Assembly assembly;
    private static McpServer server;

    @BeforeAll
    static void start() throws IOException {
        LargeLibrary.write(folder);
        assembly = new Assembly(Optional.of(folder), ConstraintOptions.none());
        server = assembly.start();
    }

    @AfterAll
    static void close() {
        assembly.close();
    }

    static List<String> calls() {
        return CALLS;
    }

    static List<String> tools() {
        try (Assembly other = new Assembly(Optional.empty(), ConstraintOptions.none())) {
            return ask(other.start(), "tools/list", ObjectNode.EMPTY).objects("tools").stream()
                    .map(tool -> tool.text("name").orElseThrow())
                    .toList();
        }
    }

    @Test
    void callsEveryToolThereIs() {
        Set<String> called = new TreeSet<>();
        CALLS.forEach(call -> called.add(call.substring(0, call.indexOf(' '))));

        assertThat(called).containsExactlyInAnyOrderElementsOf(tools());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void keepsEachAnswerShortWhateverTheDocumentsSize(String call) {
        assertShort(server, LargeLibrary.named(call));
    }

    @ParameterizedTest
    @MethodSource("calls")
    @EnabledIfEnvironmentVariable(named = "OSCAL_CONTENT_DIR", matches = ".+", disabledReason = "no OSCAL_CONTENT_DIR")
    void keepsEachAnswerShortWithNistsDocuments(String call) {
        Path nist = Path.of(System.getenv("OSCAL_CONTENT_DIR"));
        try (Assembly other = new Assembly(Optional.of(nist), ConstraintOptions.none())) {
            assertShort(other.start(), LargeLibrary.namedByNist(call));
        }
    }

    @Test
    void givesWhatALongListLeavesOut() {
        String call = "ssp_coverage {'document':{'uri':'SSP'},'baseline':'PROFILE','show':'missing'";
        List<String> seen = new ArrayList<>();
        int next = 0;
        while (next >= 0) {
            ObjectNode page = called(server, LargeLibrary.named(call + ",'offset':" + next + ",'limit':500}"))
                    .object("structuredContent")
                    .orElseThrow();
            page.objects("controls")
                    .forEach(control -> seen.add(control.text("id").orElseThrow()));
            next = page.get("next") instanceof NumberNode more ? more.number().intValue() : -1;
        }

        assertThat(seen).hasSize(LargeLibrary.MISSING).doesNotHaveDuplicates();
    }

    @Test
    void givesALongResourceInPiecesThatAreTheWhole() throws IOException {
        StringBuilder whole = new StringBuilder();
        Optional<String> next = Optional.of(LargeLibrary.CATALOG);
        while (next.isPresent()) {
            ObjectNode contents = ask(
                            server,
                            "resources/read",
                            new ObjectBuilder().put("uri", next.get()).build())
                    .objects("contents")
                    .getFirst();
            String piece = contents.text("text").orElseThrow();
            assertThat(piece.length()).isLessThanOrEqualTo(1_000_000);
            whole.append(piece);
            next = contents.object("_meta").flatMap(meta -> meta.text("next"));
        }

        assertThat(whole.toString()).isEqualTo(LargeLibrary.catalog(folder));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void namesTheRightArgumentForAnUnknownOne(String tool) {
        ObjectNode listed = ask(server, "tools/list", ObjectNode.EMPTY).objects("tools").stream()
                .filter(each -> each.text("name").equals(Optional.of(tool)))
                .findFirst()
                .orElseThrow();
        List<String> known = List.copyOf(listed.object("inputSchema")
                .flatMap(schema -> schema.object("properties"))
                .orElseThrow()
                .members()
                .keySet());

        for (String name : known) {
            ObjectNode result = called(server, tool + " {'" + name + "_':1}");
            assertThat(result.get("isError")).isEqualTo(BooleanNode.of(true));
            assertThat(text(result)).contains("Unknown argument " + name + "_", "did you mean " + name + "?");
        }
        assertThat(text(called(server, tool + " {'zzzzzzzzzz':1}")))
                .contains("Unknown argument zzzzzzzzzz", known.isEmpty() ? "there are none" : known.getLast());
    }

    private static void assertShort(McpServer asked, String call) {
        ObjectNode result = called(asked, call);

        assertThat(result.get("isError")).as(call + text(result)).isEqualTo(BooleanNode.of(false));
        int most = call.startsWith("get_control")
                ? MOST_OF_A_CONTROL
                : call.startsWith("get_oscal_schema") ? MOST_OF_A_SCHEMA : MOST;
        assertThat(new JsonWriter().compact(result).length()).as(call).isLessThan(most);
    }

    private static String text(ObjectNode result) {
        return result.objects("content").getFirst().text("text").orElseThrow();
    }

    private static ObjectNode called(McpServer asked, String call) {
        String arguments = call.substring(call.indexOf(' ') + 1).replace('\'', '"');
        if (new JsonReader(Limits.MESSAGE).read(arguments) instanceof Reading.Read(ObjectNode given, var _)) {
            return ask(
                    asked,
                    "tools/call",
                    new ObjectBuilder()
                            .put("name", call.substring(0, call.indexOf(' ')))
                            .put("arguments", given)
                            .build());
        }
        throw new IllegalArgumentException(call);
    }

    private static ObjectNode ask(McpServer asked, String method, ObjectNode params) {
        Answer answer = asked.answer(
                new Message.Request(TextNode.of("1"), method, params),
                new Generation.Legacy(Generation.LATEST_LEGACY),
                new SilentCall());
        assertThat(answer).isInstanceOf(Answer.Result.class);
        return answer instanceof Answer.Result(ObjectNode result) ? result : ObjectNode.EMPTY;
    }
}
