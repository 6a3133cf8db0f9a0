package dev.postern.oscal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.constraints.ConstraintCheck;
import dev.postern.oscal.constraints.WorkerCommand;
import dev.postern.oscal.library.Folder;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.references.ReferenceCheck;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.schema.SchemaCheck;
import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tools.ConstraintTier;
import dev.postern.oscal.tools.Documents;
import dev.postern.oscal.tools.ReferenceTier;
import dev.postern.oscal.tools.SchemaTier;
import dev.postern.oscal.tools.Validate;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import dev.postern.oscal.tree.TextNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `validate` with the process that judges by NIST's constraints.
class ConstraintsIT {
    private static final Path JAR =
            Path.of("../oscal-constraints/target/postern-oscal-constraints.jar").toAbsolutePath();
    private static final Path SERVER = Path.of("target/postern-oscal.jar").toAbsolutePath();
    private static final ConstraintCheck CHECK =
            new ConstraintCheck(Optional.of(WorkerCommand.of(JAR)), Duration.ofMinutes(4));
    private static final Library SAMPLES = TestLibrary.samples();

    @AfterAll
    static void close() {
        CHECK.close();
        SAMPLES.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"harbour-catalog", "harbour-profile", "harbour-components", "harbour-ssp"})
    void findsNoErrorInTheSamples(String sample) {
        ObjectNode judged = judge(SAMPLES, uri(sample));

        assertThat(errors(judged)).isEmpty();
        assertThat(sentences(judged)).noneMatch(sentence -> sentence.contains("The level constraints"));
    }

    @Test
    void findsWhatOnlyConstraintsSayWithItsLine() {
        String yaml = """
            catalog:
              uuid: 2f5b4a8e-0f5f-4f6e-9d5a-3b1c5a0e7d11
              metadata:
                title: Test
                last-modified: 2026-01-01T00:00:00Z
                version: "1"
                oscal-version: 1.1.3
              controls:
                - id: x-1
                  title: One
                  parts: [{name: guidance, prose: Text}]
            """;

        assertThat(errors(judge(SAMPLES, Asked.content(yaml)))).singleElement().satisfies(finding -> {
            assertThat(finding.text("rule"))
                    .contains("constraint:catalog-control-require-statement-when-not-withdrawn");
            assertThat(finding.text("path")).contains("/catalog/controls/0");
            assertThat(finding.toString()).contains("line");
        });
    }

    @Test
    void answersWhereADocumentIsTooMuch() {
        String group = "{\"id\": \"g\", \"title\": \"G\", \"props\": [%s{\"name\": \"a\", \"value\": \"b\"}]}"
                .formatted("{\"name\": \"a\", \"value\": \"b\"},".repeat(2_000));
        String text =
                "{\"catalog\": {\"uuid\": \"2f5b4a8e-0f5f-4f6e-9d5a-3b1c5a0e7d11\", \"metadata\": {\"title\": \"T\","
                        + " \"last-modified\": \"2026-01-01T00:00:00Z\", \"version\": \"1\", \"oscal-version\": \"1.1.3\"},"
                        + " \"groups\": [" + (group + ",").repeat(60) + group + "]}}";
        try (ConstraintCheck hasty = new ConstraintCheck(Optional.of(WorkerCommand.of(JAR)), Duration.ofSeconds(2))) {
            assertThat(sentences(judge(hasty, SAMPLES, Asked.content(text))))
                    .anyMatch(sentence -> sentence.startsWith("The level constraints, because it took longer"));
        }
        assertThat(errors(judge(SAMPLES, uri("harbour-catalog")))).isEmpty();
    }

    @Test
    void endsTheProcessWithTheServer() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        SERVER.toString(),
                        "--transport",
                        "stdio",
                        "--constraints",
                        JAR.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader answers = server.inputReader(StandardCharsets.UTF_8);
        ask(server);
        assertThat(answers.readLine()).contains("\"valid\":true").doesNotContain("The level constraints");
        ProcessHandle worker = server.children().findFirst().orElseThrow();

        server.destroyForcibly();

        assertThat(worker.onExit().get(1, TimeUnit.MINUTES).isAlive()).isFalse();
    }

    private static void ask(Process server) throws IOException {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"validate\","
                + "\"arguments\":{\"document\":{\"uri\":\"harbour-catalog\"},\"level\":\"constraints\"}}}\n";
        server.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
        server.getOutputStream().flush();
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "OSCAL_CONTENT_DIR",
            matches = ".+",
            disabledReason = "OSCAL_CONTENT_DIR does not name a folder of NIST's documents")
    void findsNoErrorInTheDocumentsOfNist() {
        try (Library library = TestLibrary.of(new Folder(Path.of(System.getenv("OSCAL_CONTENT_DIR"))))) {
            List<Holding> holdings = library.shelf().holdings();
            assertThat(holdings).hasSizeGreaterThan(20);
            for (Holding holding : holdings) {
                ObjectNode judged = judge(library, uri(holding.uri()));

                assertThat(errors(judged)).as(holding.uri()).isEmpty();
                assertThat(sentences(judged)).noneMatch(sentence -> sentence.contains("The level constraints"));
            }
        }
    }

    private static ObjectNode uri(String uri) {
        return new ObjectBuilder().put("uri", uri).build();
    }

    private static ObjectNode judge(Library library, ObjectNode document) {
        return judge(CHECK, library, document);
    }

    private static ObjectNode judge(ConstraintCheck check, Library library, ObjectNode document) {
        assertThat(JAR).as("./mvnw package -pl oscal-constraints makes it").exists();
        Documents documents = new Documents(library, TestLibrary.READER);
        Validate validate = new Validate(
                documents,
                List.of(
                        new SchemaTier(new Once<>(() -> new SchemaCheck(OscalSchema.bundled()))),
                        new ReferenceTier(documents, new ReferenceCheck()),
                        new ConstraintTier(check)));
        ObjectNode arguments = new ObjectBuilder()
                .put("document", document)
                .put("level", "all")
                .put("max_findings", 1_000)
                .build();
        return Asked.of(validate, arguments).structured();
    }

    private static List<ObjectNode> errors(ObjectNode judged) {
        return judged.objects("findings").stream()
                .filter(finding -> finding.text("severity").equals(Optional.of("error")))
                .toList();
    }

    private static List<String> sentences(ObjectNode judged) {
        return judged.items("skipped").stream()
                .map(sentence -> ((TextNode) sentence).text())
                .toList();
    }
}
