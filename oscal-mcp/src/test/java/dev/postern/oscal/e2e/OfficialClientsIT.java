package dev.postern.oscal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.counterparts.Command;
import dev.postern.counterparts.NodePackage;
import dev.postern.counterparts.PythonEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The official clients call every tool of the jar, over HTTP and over standard input and output, in both generations.
/// They check each structured result against the schema that the tool declares.
class OfficialClientsIT {
    private static final Path JAR = Path.of("target/postern-oscal.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path CALLS = Folders.SCRIPTS.resolve("calls.json");

    private static Process server;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        server = new ProcessBuilder(java(), "-jar", JAR.toString(), "--port", "0").start();
        BufferedReader errors = server.errorReader();
        String line = errors.readLine();
        while (line != null && !line.contains("http://")) {
            line = errors.readLine();
        }
        url = String.valueOf(line).replaceFirst(".*(http://[^,]+),.*", "$1");
    }

    @AfterAll
    static void stop() {
        server.destroy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void pythonCallsEveryTool(String generation) throws IOException {
        PythonEnvironment python = Folders.python();

        judge(
                run(
                        python.program("python"),
                        Folders.SCRIPTS.resolve("python/client.py").toString(),
                        "{\"url\": \"" + url + "\", \"generation\": \"" + generation + "\", \"calls\": \"" + CALLS
                                + "\"}"),
                generation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void pythonCallsEveryToolOverStandardInput(String generation) throws IOException {
        PythonEnvironment python = Folders.python();
        String command = "[\"" + java() + "\", \"-jar\", \"" + JAR + "\", \"--transport\", \"stdio\"]";

        judge(
                run(
                        python.program("python"),
                        Folders.SCRIPTS.resolve("python/client.py").toString(),
                        "{\"command\": " + command + ", \"generation\": \"" + generation + "\", \"calls\": \"" + CALLS
                                + "\"}"),
                generation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void typeScriptCallsEveryTool(String generation) throws IOException {
        assumeThat(NodePackage.canRun()).as("Node is installed").isTrue();
        NodePackage client = Folders.node("typescript-v2");

        judge(
                run(
                        "node",
                        client.script("calls.mjs").toString(),
                        "{\"url\": \"" + url + "\", \"generation\": \"" + generation + "\", \"calls\": \"" + CALLS
                                + "\"}"),
                generation);
    }

    private static void judge(JsonNode summary, String generation) {
        assertThat(summary.path("protocol").asText()).isEqualTo(generation);
        assertThat(summary.path("readOnly").asBoolean()).isTrue();
        List<String> called = new ArrayList<>();
        summary.path("results").forEach(result -> called.add(result.path("tool").asText()));
        List<String> listed = new ArrayList<>();
        summary.path("tools").forEach(tool -> listed.add(tool.asText()));
        assertThat(called).containsAll(listed);
        assertThat(summary.path("firstResource").asInt()).isPositive();
        assertThat(summary.path("prompts")).hasSize(3);
        List<String> texts = new ArrayList<>();
        summary.path("results").forEach(result -> texts.add(result.path("text").asText()));
        assertThat(texts.get(2)).contains("[Assignment: hours of the night]");
        assertThat(texts.get(3)).contains("BA-1");
        assertThat(texts.get(5)).startsWith("Not valid");
        assertThat(texts.getLast()).contains("Unknown argument ident: did you mean id?");
    }

    private static JsonNode run(String... words) throws JsonProcessingException {
        return new ObjectMapper().readTree(new Command(Folders.WORK, PATIENCE).run(List.of(words)));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
