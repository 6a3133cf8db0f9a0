package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.library.Library;
import dev.postern.oscal.testing.Asked;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Two revisions of a small catalog, two profiles, two plans.
class CompareTest {
    private static final String FIRST = """
            catalog:
              metadata: {title: First}
              controls:
                - id: k-1
                  title: Keys
                  params: [{id: k-1_prm_1, label: a place}]
                  parts:
                    - {id: k-1_smt, name: statement, prose: "Keys hang at {{ insert: param, k-1_prm_1 }}."}
                - {id: k-2, title: Locks, parts: [{id: k-2_smt, name: statement, prose: Doors are locked.}]}
                - {id: k-3, title: Guards}
                - {id: k-4, title: Dogs}
                - {id: k-5, title: Same}
            """;
    private static final String SECOND = """
            catalog:
              metadata: {title: Second}
              controls:
                - id: k-1
                  title: Keys
                  params: [{id: k-1_prm_9, label: an office}]
                  parts:
                    - {id: k-1_smt, name: statement, prose: "Keys hang at {{ insert: param, k-1_prm_9 }}."}
                - {id: k-2, title: Locks and Doors, parts: [{id: k-2_smt, name: statement, prose: Doors  are locked.}]}
                - id: k-3
                  title: Guards
                  props: [{name: status, value: withdrawn}]
                  links: [{rel: moved-to, href: "#k-6_smt.a"}]
                - {id: k-5, title: Same}
                - {id: k-6, title: Watch}
            """;
    private static final Library LIBRARY = TestLibrary.samples();
    private static final Compare TOOL = new Compare(new Documents(LIBRARY, TestLibrary.READER));

    @AfterAll
    static void close() {
        LIBRARY.close();
    }

    @Test
    void followsControlsFromOneRevisionToTheNext() {
        assertThat(compare(FIRST, SECOND).text())
                .contains("added 1, changed 2, removed 1, withdrawn 1")
                .contains("changed k-1  Keys: \"[Assignment: a place]\" → \"[Assignment: an office]\"")
                .contains("changed k-2  Locks and Doors: \"Locks\" → \"Locks and Doors\"")
                .contains("withdrawn k-3  Guards to k-6", "added k-6  Watch from k-3", "removed k-4  Dogs")
                .doesNotContain("k-5");
    }

    @Test
    void findsNothingBetweenADocumentAndItself() {
        assertThat(compare(FIRST, FIRST).structured().objects("changes")).isEmpty();
    }

    @Test
    void tellsOneChangeInWhole() {
        String longer = SECOND.replace("Doors  are locked.", "word ".repeat(100).strip());

        ObjectNode brief =
                compare(FIRST, longer).structured().objects("changes").get(1);
        ObjectNode whole = Asked.of(TOOL, both(FIRST, longer).put("id", "k-2").build())
                .structured()
                .objects("changes")
                .getFirst();

        assertThat(added(brief)).endsWith("…");
        assertThat(added(whole)).hasSize(499);
    }

    private static String added(ObjectNode change) {
        return change.objects("differences").getLast().items("added").getFirst() instanceof TextNode text
                ? text.text()
                : "";
    }

    @Test
    void endsAPageWhereTheAnswerWouldBeTooLong() {
        StringBuilder many = new StringBuilder("catalog:\n  metadata: {title: Many}\n  controls:\n");
        for (int i = 0; i < 100; i++) {
            many.append("    - {id: m-").append(i).append(", title: Number of many}\n");
        }
        String none = "catalog: {metadata: {title: None}}";

        ObjectNode page = Asked.of(
                        TOOL,
                        both(none, many.toString()).put("max_characters", 1_000).build())
                .structured();
        ObjectNode rest = Asked.of(
                        TOOL, both(none, many.toString()).put("offset", 99).build())
                .structured();

        assertThat(page.objects("changes")).hasSizeBetween(5, 50);
        assertThat(page.get("next"))
                .isEqualTo(NumberNode.of(page.objects("changes").size()));
        assertThat(rest.objects("changes")).hasSize(1);
        assertThat(rest.has("next")).isFalse();
    }

    @Test
    void comparesWhatProfilesSelectAndSet() {
        String first = """
                profile:
                  imports: [{href: harbour-catalog.json, include-controls: [{with-ids: [ac-1, ac-2, lo-1]}]}]
                  modify: {set-parameters: [{param-id: ac-1_prm_1, values: [two]}, {param-id: ac-1_prm_2, values: [may]}]}
                """;
        String second = """
                profile:
                  imports: [{href: harbour-catalog.json, include-controls: [{with-ids: [ac-1, lo-1, su-1]}]}]
                  modify:
                    set-parameters: [{param-id: ac-1_prm_1, values: [three]}, {param-id: su-1_prm_1, values: [a letter]}]
                    alters: [{control-id: lo-1, adds: [{props: [{name: priority, value: P1}]}]}]
                """;

        assertThat(compare(first, second).text())
                .contains("removed ac-2  Signing In", "added su-1  Choosing Suppliers")
                .contains("changed parameter ac-1_prm_1: \"two\" → \"three\"", "removed parameter ac-1_prm_2")
                .contains("added parameter su-1_prm_1", "added alteration lo-1");
    }

    @Test
    void comparesAProfileWithACatalogByWhatIsInForce() {
        assertThat(Asked.of(TOOL, "{'before':{'uri':'harbour-profile'},'after':{'uri':'harbour-catalog'}}")
                        .text())
                .contains("added lo-2.1", "added su-1")
                .doesNotContain("added ac-3");
    }

    @Test
    void comparesOtherDocumentsByTheNamesOfTheirElements() {
        String first = """
                system-security-plan:
                  metadata: {title: Plan}
                  control-implementation:
                    implemented-requirements:
                      - {uuid: one, control-id: ac-1, remarks: old}
                      - {uuid: two, control-id: ac-2}
                """;
        String second = """
                system-security-plan:
                  metadata: {title: Plan}
                  control-implementation:
                    implemented-requirements:
                      - {uuid: three, control-id: lo-1}
                      - {uuid: one, control-id: ac-1, remarks: new}
                """;
        String at = "/system-security-plan/control-implementation/implemented-requirements/";

        assertThat(compare(first, second).text())
                .contains("added 1, changed 1, removed 1")
                .contains("added " + at + "lo-1", "changed " + at + "ac-1/remarks", "removed " + at + "ac-2");
    }

    @Test
    void refusesDocumentsOfTwoModels() {
        assertThat(Asked.of(TOOL, "{'before':{'uri':'harbour-ssp'},'after':{'uri':'harbour-catalog'}}")
                        .refusal())
                .contains("cannot be compared");
    }

    private static Asked compare(String before, String after) {
        return Asked.of(TOOL, both(before, after).build());
    }

    private static ObjectBuilder both(String before, String after) {
        return new ObjectBuilder().put("before", Asked.content(before)).put("after", Asked.content(after));
    }
}
