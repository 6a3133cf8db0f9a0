package dev.postern.oscal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.DocumentWriter;
import dev.postern.oscal.document.Format;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Generation;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.mcp.MessageReader;
import dev.postern.oscal.mcp.RpcError;
import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What strangers send: nothing of it is more than a finding, and what is read is what is written.
class OscalFuzzTest {
    private static final DocumentReader READER = new DocumentReader(new Limits(20_000, 100, 40, 2_000));
    private static final DocumentWriter WRITER = new DocumentWriter();
    private static final JsonWriter JSON = new JsonWriter();
    private static final MessageReader MESSAGES = new MessageReader();
    private static final McpServer SERVER = new Assembly(Optional.empty(), ConstraintOptions.none()).start();

    /// Whatever format a text is in: what we read of it says the same as JSON and as YAML.
    @FuzzTest(maxDuration = "10m")
    void documentOfAnyFormat(byte[] data) {
        read(text(data)).ifPresent(document -> {
            String json = JSON.compact(document.whole());
            for (Format format : List.of(Format.JSON, Format.YAML)) {
                String text = written(format, document, document.whole());
                assertThat(read(text).map(again -> JSON.compact(again.whole())))
                        .as(text)
                        .hasValue(json);
            }
        });
    }

    /// What XML has a place for is the same when it has been there and back once more.
    @FuzzTest(maxDuration = "10m")
    void documentByXml(byte[] data) {
        read("{\"catalog\":" + text(data) + "}").ifPresent(document -> {
            if (WRITER.write(Format.XML, document.model(), document.whole())
                    instanceof DocumentWriter.Writing.Written(String xml, var _)) {
                assertThat(READER.open(xml)).as(xml).isInstanceOf(DocumentReader.Opening.Opened.class);
            }
        });
    }

    /// A message to the whole server.
    @FuzzTest(maxDuration = "10m")
    void message(byte[] data) {
        if (MESSAGES.read(text(data)) instanceof MessageReader.Reception.Received(Message.Request request)) {
            answer(request);
        }
    }

    /// Words to search for.
    @FuzzTest(maxDuration = "10m")
    void query(byte[] data) {
        call("search_controls", new ObjectBuilder().put("query", text(data)).build());
    }

    /// A profile of the samples' catalog, or whatever document, through each tool that takes one.
    @FuzzTest(maxDuration = "10m")
    void tools(byte[] data) {
        String text = text(data);
        ObjectNode document = Asked.content(text);
        for (String tool : List.of("validate", "ssp_coverage", "poam_summary", "get_document_outline")) {
            call(tool, new ObjectBuilder().put("document", document).build());
        }
        call(
                "resolve_profile",
                new ObjectBuilder()
                        .put("profile", document)
                        .put("output", "catalog")
                        .build());
        call(
                "compare",
                new ObjectBuilder()
                        .put("before", document)
                        .put("after", Asked.content(text.replace('a', 'b')))
                        .build());
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    private static Optional<OscalDocument> read(String text) {
        return READER.open(text) instanceof DocumentReader.Opening.Opened(OscalDocument document)
                ? Optional.of(document)
                : Optional.empty();
    }

    private static String written(Format format, OscalDocument document, ObjectNode whole) {
        return WRITER.write(format, document.model(), whole)
                        instanceof DocumentWriter.Writing.Written(String text, var _)
                ? text
                : "";
    }

    private static void call(String tool, ObjectNode arguments) {
        answer(new Message.Request(
                TextNode.of("1"),
                "tools/call",
                new ObjectBuilder()
                        .put("name", tool)
                        .put("arguments", arguments)
                        .build()));
    }

    private static void answer(Message.Request request) {
        Answer answer = SERVER.answer(request, new Generation.Legacy(Generation.LATEST_LEGACY), new SilentCall());
        if (answer instanceof Answer.Failure(RpcError error)) {
            assertThat(error.code()).as(error.message()).isNotEqualTo(RpcError.INTERNAL_ERROR);
        }
    }
}
