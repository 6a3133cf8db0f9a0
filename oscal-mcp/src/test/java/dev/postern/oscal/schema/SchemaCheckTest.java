package dev.postern.oscal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCheckTest {
    private static final SchemaCheck CHECK = new SchemaCheck(OscalSchema.bundled());
    private static final List<String> SAMPLES =
            List.of("harbour-catalog", "harbour-profile", "harbour-components", "harbour-ssp");

    @ParameterizedTest
    @ValueSource(strings = {"harbour-catalog", "harbour-profile", "harbour-components", "harbour-ssp"})
    void findsNothingInOurSamples(String sample) throws IOException {
        assertThat(CHECK.check(opened(sample(sample)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"ac-1\"      | \"id\": \"ac 1\"       | schema:pattern              | /catalog/groups/0/controls/0/id",
                "\"id\": \"ac-1\"      | \"id\": 7              | schema:type                 | /catalog/groups/0/controls/0/id",
                "\"title\": \"Accounts\"| \"titel\": \"Accounts\" | schema:required             | /catalog/groups/0/controls/0",
                "\"how-many\": \"one-or-more\" | \"how-many\": \"some\"    | schema:enum      | /catalog/groups/0/controls/1/params/0/select/how-many",
                "\"last-modified\": \"2026-11-01T09:00:00Z\" | \"last-modified\": \"2026-11-01\" | schema:pattern | /catalog/metadata/last-modified"
            })
    void saysWhatIsWrongAndWhere(String good, String bad, String rule, String path) throws IOException {
        String text = sample("harbour-catalog").replaceFirst(Pattern.quote(good), bad);

        assertThat(CHECK.check(opened(text))).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.line()).isGreaterThan(1);
        });
    }

    @Test
    void namesTheMemberThatWasProbablyMeant() throws IOException {
        String text = sample("harbour-catalog").replaceFirst("\"title\": \"Accounts\"", "\"titel\": \"Accounts\"");

        assertThat(CHECK.check(opened(text))).extracting(Finding::hint).contains("Did you mean \"title\"?");
    }

    /// Our own comparison against an independent one, over documents with one character or word altered.
    @Test
    void agreesWithAnotherValidatorOnAlteredDocuments() throws IOException {
        JsonSchema other = other();
        Random random = new Random(20261121);
        int invalid = 0;
        for (int round = 0; round < 400; round++) {
            int number = round;
            String text = altered(sample(SAMPLES.get(round % SAMPLES.size())), random);
            boolean theirs;
            try {
                theirs = other.validate(new ObjectMapper().readTree(text)).isEmpty();
            } catch (JsonProcessingException _) {
                continue;
            }
            if (TestLibrary.READER.open(text) instanceof DocumentReader.Opening.Opened(OscalDocument document)) {
                boolean ours = CHECK.check(document).isEmpty();
                assertThat(ours)
                        .as(() -> "round " + number + ": " + CHECK.check(document))
                        .isEqualTo(theirs);
                invalid += ours ? 0 : 1;
            }
        }

        assertThat(invalid).isBetween(50, 350);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "OSCAL_CONTENT_DIR", matches = ".+")
    void agreesWithAnotherValidatorOnTheDocumentsOfNist() throws IOException {
        JsonSchema other = other();
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("OSCAL_CONTENT_DIR")))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                String text = Files.readString(file);
                boolean theirs =
                        other.validate(new ObjectMapper().readTree(text)).isEmpty();

                assertThat(CHECK.check(opened(text)).isEmpty())
                        .as(file.toString())
                        .isEqualTo(theirs);
            }
        }
    }

    private static String altered(String text, Random random) {
        int line = random.nextInt((int) text.lines().count());
        List<String> lines = new ArrayList<>(text.lines().toList());
        String old = lines.get(line);
        lines.set(
                line,
                switch (random.nextInt(6)) {
                    case 0 -> old.replaceFirst("\": \"([^\"])", "\": \" $1");
                    case 1 -> old.replaceFirst("\": \"[^\"]*\"", "\": \"\"");
                    case 2 -> old.replaceFirst("\": \"[^\"]*\"", "\": 12");
                    case 3 -> old.replaceFirst("\"([a-z-]+)\":", "\"x$1\":");
                    case 4 -> old.replaceFirst("\": \"[^\"]*\"", "\": \"a_b-c.9\"");
                    default -> old.replaceFirst("-", "_");
                });
        return String.join("\n", lines);
    }

    private static JsonSchema other() throws IOException {
        try (InputStream in = SchemaCheckTest.class.getResourceAsStream(
                "/dev/postern/oscal/schema/json/oscal-complete_schema.json")) {
            String schema = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            // Slips of the schema's generator that other validators stumble over: a rule in a keyword that is none.
            String mended = schema.replaceAll("\"id\"\\s*:\\s*\\{\\s*\"id\"\\s*:\\s*\\{[^{}]*}\\s*}", "\"id\":{}");
            // The pattern decides what a time is: NIST writes -00:00, which the format would not have.
            SchemaValidatorsConfig patternsOnly = SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(false)
                    .build();
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(mended, patternsOnly);
        }
    }

    private static String sample(String name) throws IOException {
        try (InputStream in =
                SchemaCheckTest.class.getResourceAsStream("/dev/postern/oscal/library/samples/" + name + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static OscalDocument opened(String text) {
        return assertThat(TestLibrary.READER.open(text))
                .asInstanceOf(type(DocumentReader.Opening.Opened.class))
                .actual()
                .document();
    }
}
