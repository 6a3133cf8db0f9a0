package dev.postern.oscal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Limits;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DocumentReaderTest {
    private static final String JSON = """
            {"catalog": {
              "uuid": "6a0a5d0e-1d2c-4f65-9e58-0d5a2b9d7c11",
              "metadata": {"title": "A *small* catalog", "last-modified": "2026-01-01T00:00:00Z", "version": "1",
                "oscal-version": "1.1.3", "revisions": [{"version": "0"}], "remarks": "One.\\n\\n* two\\n* three"},
              "controls": [{"id": "a-1", "title": "One",
                "params": [{"id": "p", "select": {"how-many": "one", "choice": ["x", "y"]}}],
                "parts": [{"id": "a-1_smt", "name": "statement", "prose": "Do {{ insert: param, p }}."}]}]}}
            """;
    private static final String YAML = """
            catalog:
              uuid: 6a0a5d0e-1d2c-4f65-9e58-0d5a2b9d7c11
              metadata:
                title: A *small* catalog
                last-modified: 2026-01-01T00:00:00Z
                version: "1"
                oscal-version: 1.1.3
                revisions: [{version: "0"}]
                remarks: "One.\\n\\n* two\\n* three"
              controls:
                - id: a-1
                  title: One
                  params:
                    - id: p
                      select: {how-many: one, choice: [x, y]}
                  parts:
                    - id: a-1_smt
                      name: statement
                      prose: "Do {{ insert: param, p }}."
            """;
    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="6a0a5d0e-1d2c-4f65-9e58-0d5a2b9d7c11">
              <metadata>
                <title>A <em>small</em> catalog</title>
                <last-modified>2026-01-01T00:00:00Z</last-modified>
                <version>1</version>
                <oscal-version>1.1.3</oscal-version>
                <revisions><revision><version>0</version></revision></revisions>
                <remarks><p>One.</p><ul><li>two</li><li>three</li></ul></remarks>
              </metadata>
              <control id="a-1">
                <title>One</title>
                <param id="p"><select how-many="one"><choice>x</choice><choice>y</choice></select></param>
                <part id="a-1_smt" name="statement"><p>Do <insert type="param" id-ref="p"/>.</p></part>
              </control>
            </catalog>
            """;

    private final DocumentReader reader = new DocumentReader(Limits.DOCUMENT);

    @Test
    void readsTheSameFromEachFormat() {
        OscalDocument json = opened(JSON);
        OscalDocument yaml = opened(YAML);
        OscalDocument xml = opened(XML);

        assertThat(List.of(json.format(), yaml.format(), xml.format()))
                .containsExactly(Format.JSON, Format.YAML, Format.XML);
        JsonWriter writer = new JsonWriter();
        assertThat(writer.compact(yaml.whole())).isEqualTo(writer.compact(json.whole()));
        assertThat(writer.compact(xml.whole())).isEqualTo(writer.compact(json.whole()));
    }

    @Test
    void knowsWhereEachValueStands() {
        assertThat(opened(JSON).content().object("metadata").orElseThrow().line())
                .isEqualTo(3);
        assertThat(opened(YAML).content().objects("controls").getFirst().line()).isEqualTo(11);
        assertThat(opened(XML).content().objects("controls").getFirst().line()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"catalog\": {\"uuid\": \"a\",\n \"uuid\": \"b\"}}",
                "catalog:\n  uuid: a\n  uuid: b\n",
            })
    void findsAKeyThatIsThereTwice(String text) {
        assertThat(opened(text).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("duplicate-key");
            assertThat(finding.path()).isEqualTo("/catalog/uuid");
            assertThat(finding.line()).isPositive();
        });
        assertThat(opened(text).uuid()).contains("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE catalog SYSTEM \"file:///etc/passwd\"><catalog/>",
                "<!DOCTYPE c [<!ENTITY a \"b\">]><catalog>&a;</catalog>",
                "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><catalog>&b;</catalog>"
            })
    void refusesADoctype(String text) {
        assertThat(unread(text).rule()).isEqualTo("doctype");
    }

    @Test
    void fetchesNothingThatADocumentNames() throws IOException {
        try (ServerSocket trap = new ServerSocket(0)) {
            String url = "http://127.0.0.1:" + trap.getLocalPort() + "/x";
            trap.setSoTimeout(1);
            unread("<!DOCTYPE c [<!ENTITY % a SYSTEM \"" + url + "\"> %a;]><catalog/>");
            unread("<!DOCTYPE c PUBLIC \"x\" \"" + url + "\"><catalog/>");
            reader.open(
                    "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\" xmlns:xi=\"http://www.w3.org/2001/XInclude\">"
                            + "<xi:include href=\"" + url + "\"/></catalog>");
            reader.open("{\"profile\":{\"imports\":[{\"href\":\"" + url + "\"}]}}");

            assertThat(catchThrowable(trap::accept)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void refusesAliasesThatStandForMillions() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name < 'k'; name++) {
            char before = (char) (name - 1);
            bomb.append(name)
                    .append(": &")
                    .append(name)
                    .append(" [")
                    .append(("*" + before + ", ").repeat(9))
                    .append("*")
                    .append(before)
                    .append("]\n");
        }

        assertThat(unread(bomb.toString()).rule()).isEqualTo("limit");
    }

    @Test
    void refusesAnAliasOfItself() {
        assertThat(unread("catalog: &a\n  metadata: *a\n").rule()).isEqualTo("yaml-alias");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "- ", "{a: "})
    void refusesDepths(String open) {
        assertThat(unread(open.repeat(100_000)).rule()).isIn("limit", "yaml-syntax", "json-syntax");
    }

    @Test
    void refusesDepthsOfXml() {
        String parts = "<part name=\"x\">".repeat(50_000);
        assertThat(unread("<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\"><control id=\"a\">" + parts)
                        .rule())
                .isEqualTo("limit");
        String nested = "<em>".repeat(50_000);
        assertThat(unread("<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\"><metadata><title>" + nested)
                        .rule())
                .isEqualTo("limit");
    }

    @Test
    void findsElementsAndAttributesThatOscalDoesNotHave() {
        OscalDocument document = opened(
                "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\" uid=\"x\">\n<metdata><a/></metdata>text</catalog>");

        assertThat(document.findings())
                .extracting(Finding::rule)
                .containsExactly("unknown-attribute", "unknown-element", "xml-text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{} {}",
                "null",
                "[1]",
                "{\"catalogue\": {}}",
                "{\"catalog\": []}",
                "<catalog",
                "<html/>",
                "a: b: c",
                "--- a\n--- b\n",
                "\u0000",
                "!!java.net.URL [http://127.0.0.1/]",
                "? [a]\n: b"
            })
    void saysWhatIsNoDocument(String text) {
        assertThat(unread(text).message()).isNotBlank();
    }

    private OscalDocument opened(String text) {
        return assertThat(reader.open(text))
                .asInstanceOf(type(DocumentReader.Opening.Opened.class))
                .actual()
                .document();
    }

    private Finding unread(String text) {
        return assertThat(reader.open(text))
                .asInstanceOf(type(DocumentReader.Opening.NoDocument.class))
                .actual()
                .findings()
                .getLast();
    }
}
