package dev.postern.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {
    private static final String IMPORTED = "urn:postern:not-followed";
    private static final Constraints CONSTRAINTS = new Constraints();

    @Test
    void findsNothingInGoodDocuments() {
        assertThat(CONSTRAINTS.judge("catalog", TestDocuments.catalog())).isEqualTo(new Judged(List.of(), List.of()));
        assertThat(CONSTRAINTS.judge("system-security-plan", TestDocuments.plan(IMPORTED)))
                .isEqualTo(new Judged(List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"ac-2\"            | \"id\": \"ac-1\"          | error   | catalog-groups-controls-parts"
                        + " | /catalog/groups/0/controls/1/id",
                "\"role-id\": \"owner\"      | \"role-id\": \"onwer\"     | error   | index-has-key"
                        + " | /catalog/metadata/responsible-parties/0/role-id",
                "#ac-2                     | #ac-9                     | error   | index-has-key"
                        + " | /catalog/groups/0/controls/0/links/0/href",
                "\"one\"                   | \"some\"                  | error   | allowed-values"
                        + " | /catalog/groups/0/controls/1/params/0/select/how-many",
                "\"name\": \"statement\"     | \"name\": \"guidance\"     | error"
                        + " | catalog-control-require-statement-when-not-withdrawn | /catalog/groups/0/controls/1",
                "\"name\": \"label\"         | \"name\": \"priority\"     | warning | allowed-values"
                        + " | /catalog/groups/0/controls/0/props/0/name",
                "\"id\": \"p\"               | \"id\": \"p\", \"depends-on\": \"q\" | warning | expect"
                        + " | /catalog/groups/0/controls/1/params/0",
            })
    void findsWhatIsWrongAndWhere(String good, String bad, String severity, String rule, String path) {
        String broken = TestDocuments.catalog().replace(good, bad);

        assertThat(CONSTRAINTS.judge("catalog", broken).violations())
                .extracting(Violation::severity, Violation::rule, Violation::path)
                .contains(tuple(severity, rule, path));
    }

    @Test
    void tellsWhichWordsAreAllowed() {
        String broken = TestDocuments.plan(IMPORTED).replace("\"operational\"}, \"auth", "\"operating\"}, \"auth");

        assertThat(CONSTRAINTS.judge("system-security-plan", broken).violations())
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.message()).contains("operating");
                    assertThat(violation.hint()).contains("under-development");
                });
    }

    @Test
    void saysThatImportsAreNotFollowed() {
        Judged judged = CONSTRAINTS.judge("profile", TestDocuments.profile(IMPORTED));

        assertThat(judged.violations()).isEmpty();
        assertThat(judged.skipped())
                .singleElement()
                .asString()
                .startsWith("2 references into what the document imports");
    }

    @Test
    void fetchesNothing() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            AtomicInteger callers = new AtomicInteger();
            Thread.ofVirtual().start(() -> count(listener, callers));
            String href = "http://127.0.0.1:" + listener.getLocalPort() + "/x.json";

            CONSTRAINTS.judge("system-security-plan", TestDocuments.plan(href));
            CONSTRAINTS.judge("profile", TestDocuments.profile(href));

            assertThat(callers).hasValue(0);
        }
    }

    private static void count(ServerSocket listener, AtomicInteger callers) {
        try {
            while (true) {
                listener.accept().close();
                callers.incrementAndGet();
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Test
    void goesOnAfterAnImportThatCannotBeNamed() {
        Judged judged = CONSTRAINTS.judge("profile", TestDocuments.profile("#nothing"));

        assertThat(judged.skipped()).anyMatch(sentence -> sentence.startsWith("Some constraints"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"catalog\": 7}", "{\"catalog\": {\"uuid\": []}}"})
    void saysThatItCannotReadOtherThings(String text) {
        Judged judged = CONSTRAINTS.judge("catalog", text);

        assertThat(judged.violations()).isEmpty();
        assertThat(judged.skipped()).singleElement().asString().contains("schema");
    }

    @Test
    void saysThatAModelHasNoConstraints() {
        assertThat(CONSTRAINTS.judge("mapping-collection", "{}").skipped())
                .singleElement()
                .asString()
                .contains("mapping-collection");
    }

    @Test
    void tellsAThousandFindingsAndCountsTheRest() {
        String props = "{\"name\": \"other\", \"value\": \"x\"},".repeat(700);
        String broken = TestDocuments.catalog().replace("{\"name\": \"label\"", props + "{\"name\": \"label\"");

        Judged judged = CONSTRAINTS.judge("catalog", broken);

        assertThat(judged.violations()).hasSize(1_000);
        assertThat(judged.skipped()).anyMatch(sentence -> sentence.contains("beyond the first 1000"));
    }

    @Test
    void answersInJson() {
        Judged judged = new Judged(List.of(new Violation("error", "r", "\"m\"", "/p", "h")), List.of("s"));

        assertThat(new String(judged.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"findings\":[{\"severity\":\"error\",\"rule\":\"r\",\"message\":\"\\\"m\\\"\","
                        + "\"path\":\"/p\",\"hint\":\"h\"}],\"skipped\":[\"s\"]}");
    }
}
