package dev.postern.oscal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.Generation;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.testing.Hostile;
import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A library's folder into which somebody put the worst that a file system and OSCAL have.
@Timeout(60)
class HostileLibraryTest {
    private static final int CIRCLE = 6;

    @TempDir
    private static Path outside;

    @TempDir
    private static Path folder;

    private static Assembly assembly;
    private static McpServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path secret =
                Files.writeString(outside.resolve("secret.json"), Hostile.catalog("'controls':[{'id':'secret-1'}]"));
        Files.createSymbolicLink(folder.resolve("link.json"), secret);
        Files.createSymbolicLink(folder.resolve("out"), outside);
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        new ProcessBuilder("mkfifo", folder.resolve("pipe.json").toString())
                .inheritIO()
                .start()
                .waitFor();
        try (RandomAccessFile huge =
                new RandomAccessFile(folder.resolve("huge.json").toFile(), "rw")) {
            huge.setLength(3_000_000_000L);
        }
        Files.write(folder.resolve("bytes.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        Files.writeString(folder.resolve("deep.yaml"), "catalog: " + "[".repeat(10_000));
        Files.writeString(folder.resolve("parameters.json"), Hostile.parameters());
        Files.writeString(
                folder.resolve("long-id.json"),
                Hostile.catalog("'groups':[{'id':'" + "g".repeat(50_000) + "','controls':[{'id':'" + "x".repeat(50_000)
                        + "','title':'cryptography'},{'id':'x-1','title':'cryptography'}]}]"));
        for (int i = 0; i < CIRCLE; i++) {
            // Each imports the next one a hundred times, and the last the first.
            String next = "circle-" + (i + 1) % CIRCLE + ".json";
            String imports = ("{'href':'" + next + "'},").repeat(99) + "{'href':'parameters.json'}";
            Files.writeString(
                    folder.resolve("circle-" + i + ".json"),
                    Hostile.json("{'profile':{'uuid':'" + i
                            + "f468d0c-8a01-4077-be21-52808b3fe461','metadata':{'title':'circle " + i + "'},'imports':["
                            + imports + "]}}"));
        }
        assembly = new Assembly(Optional.of(folder), ConstraintOptions.none());
        server = assembly.start();
    }

    @AfterAll
    static void close() {
        assembly.close();
    }

    @Test
    void readsNoFileThatALinkLeadsOutTo() {
        assertThat(call("list_library", ObjectNode.EMPTY)).contains("circle-0").doesNotContain("secret", "link.json");
        assertThat(call("get_control", arguments("id", "secret-1"))).contains("has no control");
    }

    @Test
    void tellsWhichFilesAreNoDocumentsAndNotWhereTheyAre() {
        String library = call("list_library", ObjectNode.EMPTY);

        assertThat(library)
                .contains("huge.json", "The file has more than", "bytes.json", "deep.yaml")
                .doesNotContain("pipe.json", folder.toString());
    }

    @Test
    void rendersParametersInsideOfParametersUpToABound() {
        assertThat(call("get_control", arguments("id", "ac-1")))
                .contains("Assignment")
                .hasSizeLessThan(20_000);
        assertThat(call("search_controls", arguments("query", "assignment"))).contains("hits");
    }

    @Test
    void findsOthersBesideAControlWhoseIdIsTooLongToBeFound() {
        assertThat(call("search_controls", arguments("query", "cryptography"))).contains("\"total\":1");
    }

    @Test
    void followsProfilesThatImportEachOtherUpToABound() {
        assertThat(call("list_controls", arguments("baseline", "circle 0"))).contains("controls");
        assertThat(call(
                        "resolve_profile",
                        new ObjectBuilder()
                                .put("profile", arguments("uri", "circle 0"))
                                .build()))
                .contains("comes back to a profile that imports it")
                .hasSizeLessThan(64_000);
    }

    @Test
    void tellsThatADocumentIsGoneOrHasChangedSinceItWasListed() throws IOException {
        Path changing = folder.resolve("changing.json");
        Files.writeString(changing, Hostile.catalog("'controls':[]"));
        try (Assembly late = new Assembly(Optional.of(folder), ConstraintOptions.none())) {
            McpServer other = late.start();
            assertThat(call(other, "list_library", arguments("model", "catalog")))
                    .contains("changing");
            Files.delete(changing);

            Answer read = other.answer(
                    new Message.Request(
                            TextNode.of("1"), "resources/read", arguments("uri", "oscal://catalog/changing")),
                    new Generation.Legacy(Generation.LATEST_LEGACY),
                    new SilentCall());

            assertThat(new JsonWriter().compact(read.toMessage(Optional.empty())))
                    .contains("could not be read again")
                    .doesNotContain(folder.toString());
        } finally {
            Files.deleteIfExists(changing);
        }
    }

    private static ObjectNode arguments(String name, String value) {
        return new ObjectBuilder().put(name, value).build();
    }

    private static String call(String tool, ObjectNode arguments) {
        return call(server, tool, arguments);
    }

    private static String call(McpServer server, String tool, ObjectNode arguments) {
        ObjectNode params = new ObjectBuilder()
                .put("name", tool)
                .put("arguments", arguments)
                .build();
        Answer answer = server.answer(
                new Message.Request(TextNode.of("1"), "tools/call", params),
                new Generation.Legacy(Generation.LATEST_LEGACY),
                new SilentCall());
        assertThat(answer).isInstanceOf(Answer.Result.class);
        return new JsonWriter().compact(answer.toMessage(Optional.empty()));
    }
}
