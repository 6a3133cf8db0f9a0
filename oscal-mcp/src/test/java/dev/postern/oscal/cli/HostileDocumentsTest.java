package dev.postern.oscal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.testing.Hostile;
import dev.postern.oscal.testing.Posted;
import dev.postern.oscal.transport.HttpListener;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each tool that takes a document is given the worst ones that we know, over HTTP: each answer is findings or a
/// sentence, and the server goes on.
@Timeout(120)
class HostileDocumentsTest {
    private static final Assembly ASSEMBLY = new Assembly(Optional.empty(), ConstraintOptions.none());
    private static final HttpListener LISTENER = new HttpListener(ASSEMBLY.start(), 0);
    private static final String BASELINE = "oscal://profile/harbour-profile";
    private static int port;

    @BeforeAll
    static void start() {
        port = LISTENER.start().getPort();
    }

    @AfterAll
    static void stop() {
        LISTENER.close();
        ASSEMBLY.close();
    }

    static List<Hostile.Document> documents() {
        return Hostile.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyToolAnswersEveryHostileDocument(Hostile.Document document) {
        everywhere(document.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE catalog [<!ENTITY x SYSTEM \"URL\">]><catalog>&x;</catalog>",
                "<!DOCTYPE catalog [<!ENTITY x SYSTEM \"FILE\">]><catalog>&x;</catalog>",
                "<!DOCTYPE catalog [<!ENTITY % p SYSTEM \"URL\"> %p;]><catalog/>",
                "<!DOCTYPE catalog SYSTEM \"URL\"><catalog/>",
                "<!DOCTYPE catalog PUBLIC \"-//x\" \"FILE\"><catalog/>",
                "<?xml-stylesheet href=\"URL\"?><catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\" xmlns:i=\"http://www.w3.org/2001/XInclude\" xmlns:s=\"http://www.w3.org/2001/XMLSchema-instance\" s:schemaLocation=\"a URL\"><i:include href=\"FILE\"/></catalog>",
                "{'$schema':'URL','profile':{'imports':[{'href':'URL'},{'href':'FILE'},{'href':'#r'}],'back-matter':{'resources':[{'uuid':'r','rlinks':[{'href':'URL'},{'href':'FILE'}]}]}}}",
                "{'system-security-plan':{'import-profile':{'href':'URL'},'control-implementation':{'implemented-requirements':[{'control-id':'ac-1'}]}}}",
                "{'system-security-plan':{'import-profile':{'href':'FILE'}}}",
                "{'component-definition':{'import-component-definitions':[{'href':'URL'},{'href':'FILE'}],'components':[{'control-implementations':[{'source':'URL'},{'source':'FILE'}]}]}}",
                "{'assessment-results':{'import-ap':{'href':'URL'}}}",
                "{'plan-of-action-and-milestones':{'import-ssp':{'href':'FILE'}}}",
                "profile:\n  imports: [{href: URL}, {href: !!java.net.URL 'URL'}]\n",
            })
    void reachesForNothingOutsideOfTheDocument(String document, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret.json"), "{\"catalog\":{\"uuid\":\"not-for-you\"}}");
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            elsewhere.setSoTimeout(1);
            String url = "http://127.0.0.1:" + elsewhere.getLocalPort() + "/x.json";

            everywhere(Hostile.json(document)
                    .replace("URL", url)
                    .replace("FILE", file.toUri().toString()));

            assertThat(isTouched(elsewhere)).isFalse();
        }
    }

    private static boolean isTouched(ServerSocket elsewhere) throws IOException {
        try {
            elsewhere.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    @Test
    void tellsThatADoctypeIsNotTaken() {
        assertThat(rules("<!DOCTYPE catalog [<!ENTITY e \"x\">]><catalog>&e;</catalog>"))
                .containsExactly("doctype");
    }

    @Test
    void countsWhatAliasesAndEntitiesStandFor() {
        assertThat(rules(named("aliases of aliases"))).containsExactly("limit");
        assertThat(rules(named("entities that double"))).containsExactly("doctype");
    }

    @Test
    void givesUpOnWhatIsTooDeep() {
        for (String format : List.of("JSON", "YAML", "YAML's blocks", "XML")) {
            assertThat(rules(named("ten thousand deep in " + format)))
                    .as(format)
                    .containsExactly("limit");
        }
    }

    @Test
    void refusesABodyThatIsLargerThanOneMayBeAndReadsTheLargest() {
        String large = "{\"catalog\":{\"x\":\"" + "a".repeat(15_000_000) + "\"}}";

        assertThat(Posted.to(port, Posted.message("validate", document(large + large)))
                        .status())
                .isEqualTo(413);
        assertThat(rules(large)).contains("schema:additionalProperties");
    }

    @Test
    void takesNumbersOutOfAllProportionForALimit() {
        assertThat(rules(named("huge numbers"))).containsExactly("limit");
    }

    @Test
    void believesNeitherOfTwoMembersOfAMessage() {
        Posted posted = Posted.to(port, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"method\":\"tools/list\"}");

        assertThat(posted.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "method", "name", "uri", "progressToken"})
    void repeatsNoLongWordOfAMessage(String where) {
        String word = "w".repeat(100_000);
        String message = "{\"jsonrpc\":\"2.0\",\"id\":\"{id}\",\"method\":\"{method}\",\"params\":{\"name\":\"{name}\","
                + "\"uri\":\"{uri}\",\"_meta\":{\"progressToken\":\"{progressToken}\"}}}";
        String method = where.equals("uri") ? "resources/read" : "tools/call";

        Posted posted = Posted.to(
                port,
                message.replace("{" + where + "}", word)
                        .replace("{method}", method)
                        .replaceAll("\\{(id|name|uri|progressToken)}", "x"));

        assertThat(posted.body()).hasSizeLessThan(2_000);
        assertThat(posted.status()).isLessThan(500);
    }

    @Test
    void answersAnyQuery() {
        for (String query : List.of(
                "word ".repeat(200),
                "* ? ~ \" ( ) [ ] { } : ^ - + && || ! \\ /",
                "a~9999 b* ?c* *:* id:[* TO *]",
                "/(a+)+$/",
                "\u0000\ud83d",
                "a".repeat(1_000))) {
            decent("search_controls", new ObjectBuilder().put("query", query).build());
            decent(
                    "text_search_oscal",
                    new ObjectBuilder().put("query_text", query).build());
        }
        assertThat(decent(
                                "search_controls",
                                new ObjectBuilder()
                                        .put("query", "many words ".repeat(10_000))
                                        .build())
                        .text())
                .contains("query", "characters");
    }

    private static String named(String name) {
        return Hostile.all().stream()
                .filter(document -> document.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static List<String> rules(String content) {
        return decent("validate", document(content)).structured().objects("findings").stream()
                .flatMap(finding -> finding.text("rule").stream())
                .distinct()
                .toList();
    }

    private static ObjectNode document(String content) {
        return new ObjectBuilder().put("document", Asked.content(content)).build();
    }

    private static void everywhere(String content) {
        ObjectNode document = Asked.content(content);
        Map<String, ObjectBuilder> calls = new LinkedHashMap<>();
        calls.put("validate", new ObjectBuilder().put("document", document));
        calls.put("check_references", new ObjectBuilder().put("document", document));
        calls.put("get_document_outline", new ObjectBuilder().put("document", document));
        calls.put("resolve_profile", new ObjectBuilder().put("profile", document));
        calls.put("ssp_coverage", new ObjectBuilder().put("document", document));
        calls.put("poam_summary", new ObjectBuilder().put("document", document));
        calls.put("validate_oscal_content", new ObjectBuilder().put("content", content));
        calls.put(
                "component_coverage",
                new ObjectBuilder().put("baseline", BASELINE).put("definitions", List.of(document)));
        calls.put(
                "compare",
                new ObjectBuilder().put("before", document).put("after", Asked.content(content.replace("a", "b"))));
        calls.forEach((tool, arguments) -> decent(tool, arguments.build()));
        decent(
                "resolve_profile",
                new ObjectBuilder()
                        .put("profile", document)
                        .put("output", "catalog")
                        .build());
        for (String format : List.of("json", "yaml", "xml")) {
            decent(
                    "convert",
                    new ObjectBuilder()
                            .put("document", document)
                            .put("to", format)
                            .build());
        }
    }

    /// An answer that tells something and nothing of the server, and is not long.
    private static Posted decent(String tool, ObjectNode arguments) {
        Posted posted = Posted.call(port, tool, arguments);
        assertThat(posted.status()).as(tool).isEqualTo(200);
        assertThat(posted.text()).as(tool + posted.body()).isNotEmpty();
        assertThat(posted.body())
                .as(tool)
                .hasSizeLessThan(200_000)
                .doesNotContain("Exception", "\\tat ", "java.base", System.getProperty("user.dir"), "not-for-you");
        if (posted.result().get("isError") instanceof BooleanNode error && error.value()) {
            assertThat(posted.text()).as(tool).doesNotContain("took longer");
        }
        return posted;
    }
}
