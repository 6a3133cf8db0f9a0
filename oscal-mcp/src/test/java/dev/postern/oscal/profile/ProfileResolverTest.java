package dev.postern.oscal.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Folder;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Profiles over `garden.yaml`.
class ProfileResolverTest {
    private static final String ALL = "{href: garden.yaml, include-all: {}}";

    @TempDir
    private Path folder;

    @BeforeEach
    void putTheCatalogIntoTheLibrary() throws IOException {
        try (InputStream in = ProfileResolverTest.class.getResourceAsStream("garden.yaml")) {
            Files.copy(Objects.requireNonNull(in), folder.resolve("garden.yaml"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "include-all: {}                                                           | bed-1 bed-1.1 bed-1.1.1"
                        + " bed-1.2 bed-2 path-1 path-10",
                "include-controls: [{with-ids: [path-1, bed-2]}]                           | bed-2 path-1",
                "include-controls: [{with-ids: [bed-1], with-child-controls: 'yes'}]       | bed-1 bed-1.1 bed-1.1.1"
                        + " bed-1.2",
                "include-controls: [{matching: [{pattern: 'bed-1.?'}]}]                    | bed-1.1 bed-1.2",
                "include-controls: [{matching: [{pattern: '*1'}]}]                         | bed-1 bed-1.1 bed-1.1.1"
                        + " path-1",
                "exclude-controls: [{matching: [{pattern: 'bed*'}]}]                       | path-1 path-10",
                "include-all: {}, exclude-controls: [{with-ids: [bed-1], with-child-controls: 'yes'}] | bed-2 path-1"
                        + " path-10"
            })
    void selectsByIdsPatternsAndChildren(String selection, String ids) throws IOException {
        assertThat(ids(resolve("imports: [{href: garden.yaml, " + selection + "}]")))
                .isEqualTo(ids);
    }

    @Test
    void leavesNothingOfTheStructureWithoutAMergeDirective() throws IOException {
        Resolution flat = resolve(
                "imports: [{href: garden.yaml, include-controls: " + "[{with-ids: [bed-1.1.1, bed-2, path-1]}]}]");

        assertThat(flat.catalog().has("groups")).isFalse();
        assertThat(flat.catalog().objects("controls"))
                .extracting(control -> control.text("id").orElse(""))
                .containsExactly("bed-1.1.1", "bed-2", "path-1");
        assertThat(flat.implied()).isEmpty();
    }

    @Test
    void keepsTheStructureAsItIsAndWhatHoldsASelectedControl() throws IOException {
        Resolution asIs = resolve("imports: [{href: garden.yaml, include-controls: "
                + "[{with-ids: [bed-1.1.1, bed-2]}]}], merge: {as-is: true}");

        assertThat(groups(asIs.catalog(), "")).containsExactly("bed", "bed/bed-inner");
        assertThat(ids(asIs)).isEqualTo("bed-1 bed-1.1 bed-1.1.1 bed-2");
        assertThat(asIs.implied()).containsExactlyInAnyOrder("bed-1", "bed-1.1");
    }

    @Test
    void arrangesControlsAsTheProfileSays() throws IOException {
        Resolution custom = resolve("""
            imports: [%s]
            merge:
              custom:
                insert-controls: [{include-controls: [{with-ids: [path-1]}]}]
                groups:
                  - id: mine
                    title: Mine
                    insert-controls:
                      - order: descending
                        include-controls: [{matching: [{pattern: "bed-1*"}]}]
                    groups:
                      - id: more
                        title: More
                        insert-controls: [{include-controls: [{with-ids: [bed-2, not-there]}]}]
            """.formatted(ALL));

        assertThat(ids(custom)).isEqualTo("path-1 bed-1 bed-1.1 bed-1.1.1 bed-1.2 bed-2");
        assertThat(groups(custom.catalog(), "")).containsExactly("mine", "mine/more");
        assertThat(custom.catalog().objects("params"))
                .extracting(Structure::id)
                .containsExactlyInAnyOrder("season", "depth");
    }

    @Test
    void bringsLooseParametersOnlyWhereTheyAreInserted() throws IOException {
        Resolution one = resolve(
                "imports: [{href: garden.yaml, include-controls: [{with-ids: [bed-2]}]}], merge: {as-is: true}");
        Resolution both = resolve(
                "imports: [{href: garden.yaml, include-controls: [{with-ids: [bed-1, bed-2]}]}], merge: {as-is: true}");

        assertThat(text(one.catalog())).contains("\"id\":\"tool\"").doesNotContain("\"id\":\"depth\"", "unused");
        assertThat(text(both.catalog())).containsOnlyOnce("\"id\":\"tool\"");
        assertThat(text(both.catalog())).contains("\"id\":\"depth\"", "\"id\":\"season\"");
    }

    @Test
    void keepsResourcesThatAreMeantOrAlwaysKept() throws IOException {
        Resolution resolution = resolve("imports: [{href: garden.yaml, include-controls: [{with-ids: [bed-2]}]}]");

        assertThat(resolution.catalog().object("back-matter").orElseThrow().objects("resources"))
                .extracting(resource -> resource.text("title").orElse(""))
                .containsExactly("Almanac", "Kept");
    }

    @ParameterizedTest
    @CsvSource({"keep,2,1", "use-first,1,0", "merge,1,0"})
    void combinesWhatIsSelectedTwice(String method, int times, int warnings) throws IOException {
        Resolution resolution = resolve("imports: [{href: garden.yaml, include-controls: [{with-ids: [path-1]}]}, "
                + "{href: garden.yaml, include-controls: [{with-ids: [path-1, path-10]}]}], "
                + "merge: {as-is: true, combine: {method: " + method + "}}");

        assertThat(resolution.controls())
                .filteredOn(control -> control.id().equals("path-1"))
                .hasSize(times);
        assertThat(resolution.warnings()).hasSize(warnings);
        assertThat(groups(resolution.catalog(), "")).containsExactly("path");
    }

    @Test
    void mergesWhatTwoProfilesMadeOfOneControl() throws IOException {
        profile(
                "red",
                "imports: [%s], modify: {alters: [{control-id: path-1, adds: [{props: [{name: colour, value:"
                        + " red}]}]}]}");
        profile(
                "blue",
                "imports: [%s], modify: {alters: [{control-id: path-1, adds: [{props: [{name: colour, value:"
                        + " blue}]}]}]}");
        String both = "imports: [{href: red.yaml, include-controls: [{with-ids: [path-1]}]}, "
                + "{href: blue.yaml, include-controls: [{with-ids: [path-1]}]}], merge: {combine: {method: ";

        assertThat(text(resolve(both + "merge}}").catalog())).contains("\"red\"", "\"blue\"");
        assertThat(text(resolve(both + "use-first}}").catalog()))
                .contains("\"red\"")
                .doesNotContain("\"blue\"");
    }

    @Test
    void setsParametersOverWhatAnImportedProfileSet() throws IOException {
        profile(
                "inner",
                "imports: [%s], modify: {set-parameters: [{param-id: tool, values: [a spade], "
                        + "constraints: [{description: Sharp.}]}]}");

        Resolution outer = resolve("imports: [{href: inner.yaml, include-controls: [{with-ids: [bed-1]}]}], "
                + "modify: {set-parameters: [{param-id: tool, label: what digs, select: {choice: [a fork]}, "
                + "constraints: [{description: Clean.}]}, {param-id: none, values: [x]}]}");

        ObjectNode tool =
                outer.catalog().objects("controls").getFirst().objects("params").getFirst();
        assertThat(tool.has("values")).isFalse();
        assertThat(text(tool)).contains("what digs", "a fork", "Sharp.", "Clean.");
        assertThat(outer.set()).containsExactly("tool");
        assertThat(outer.warnings()).extracting(Finding::message).containsExactly("No parameter is called none.");
    }

    @ParameterizedTest
    @CsvSource({
        "'position: starting', 'new label | added bed-1_smt bed-1_smt.a'",
        "'position: ending', 'label new | bed-1_smt bed-1_smt.a added'",
        "'by-id: bed-1_smt', 'label | bed-1_smt bed-1_smt.a added'",
        "'by-id: bed-1_smt, position: starting', 'label | bed-1_smt added bed-1_smt.a'",
        "'by-id: bed-1_smt.a, position: before', 'label | bed-1_smt added bed-1_smt.a'",
        "'by-id: bed-1_smt.a, position: after', 'label | bed-1_smt bed-1_smt.a added'",
        "'by-id: bed-1_smt, position: before', 'new label | added bed-1_smt bed-1_smt.a'"
    })
    void addsWhereTheProfileSays(String where, String order) throws IOException {
        Resolution resolution = resolve("imports: [" + ALL + "], modify: {alters: [{control-id: bed-1, adds: [{" + where
                + ", props: [{name: new, value: x}], parts: [{id: added, name: item, prose: Added.}]}]}]}");
        ObjectNode control = resolution.catalog().objects("controls").getFirst();
        List<String> parts = new ArrayList<>();
        parts(control, parts);
        List<String> props = control.objects("props").stream()
                .map(prop -> prop.text("name").orElse(""))
                .toList();
        String actual = String.join(" ", props) + " | " + String.join(" ", parts);

        assertThat(actual).isEqualTo(order);
        assertThat(resolution.altered()).containsExactly("bed-1");
    }

    @ParameterizedTest
    @CsvSource({
        "by-id: bed-1_smt.a, Turn the soil",
        "by-name: item, Turn the soil",
        "by-name: label, B1",
        "by-item-name: param, a tool",
        "by-ns: http://csrc.nist.gov/ns/oscal, B1"
    })
    void removesWhatTheProfileMarks(String mark, String gone) throws IOException {
        String alter = "imports: [" + ALL + "], modify: {alters: [{control-id: bed-1, removes: [{" + mark + "}]}]}";

        assertThat(text(resolve("imports: [" + ALL + "]").catalog())).contains(gone);
        assertThat(text(resolve(alter).catalog())).doesNotContain(gone);
    }

    @Test
    void saysWhatHasNoEffect() throws IOException {
        Resolution resolution = resolve(
                "imports: [" + ALL + "], modify: {alters: [{control-id: no-1, adds: [{props: []}]}, {control-id:"
                        + " bed-1, adds: [{by-id: nowhere, props: [{name: a, value: b}]}], removes:"
                        + " [{by-name: zz}, {}]}]}");

        assertThat(resolution.warnings())
                .extracting(Finding::path)
                .containsExactlyInAnyOrder(
                        "/profile/modify/alters/0",
                        "/profile/modify/alters/1/removes/0",
                        "/profile/modify/alters/1/removes/1",
                        "/profile/modify/alters/1/adds/0");
    }

    @Test
    void tellsWhatItCannotFollowAndGoesOn() throws IOException {
        profile("here", "imports: [{href: there.yaml}, {href: garden.yaml, include-controls: [{with-ids: [path-1]}]}]");
        profile("there", "imports: [{href: here.yaml}, {href: there.yaml}, {href: 'file:///etc/passwd'}]");

        Resolution resolution = resolve("imports: [{href: here.yaml}, {href: 'http://127.0.0.1:1/x.json'}, "
                + "{href: '#0b4d6a52-3f0c-4c39-9d5e-6f3f3e1c0aaf'}, "
                + "{href: garden.yaml, include-controls: [{with-ids: [zz-99]}]}]");

        assertThat(ids(resolution)).isEqualTo("path-1");
        assertThat(resolution.unresolved()).hasSize(6);
        assertThat(resolution.unresolved())
                .extracting(Finding::path)
                .containsOnly("/profile/imports/0", "/profile/imports/1", "/profile/imports/2", "/profile/imports/3");
        assertThat(resolution.unresolved().getLast().message()).contains("zz-99");
    }

    @Test
    void givesUpOnImportsThatMultiply() throws IOException {
        profile("l0", "imports: [%s]");
        for (int level = 1; level < 8; level++) {
            String below = "{href: l" + (level - 1) + ".yaml}";
            profile("l" + level, "imports: [" + String.join(", ", List.of(below, below, below, below, below)) + "]");
        }

        assertThat(resolve("imports: [{href: l7.yaml}]").unresolved())
                .extracting(Finding::rule)
                .contains("limit");
    }

    @Test
    void makesTheSameCatalogOfTheSameDocuments() throws IOException {
        Resolution one = resolve("imports: [" + ALL + "]");
        Resolution two = resolve("imports: [" + ALL + "]");

        assertThat(text(one.catalog())).isEqualTo(text(two.catalog()));
        assertThat(text(one.catalog()))
                .contains("source-profile", "resolution-tool")
                .doesNotContain(folder.toString());
        assertThat(one.catalog().text("uuid").orElseThrow())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    private static void parts(ObjectNode holder, List<String> ids) {
        holder.objects("parts").forEach(part -> {
            part.text("id").ifPresent(ids::add);
            parts(part, ids);
        });
    }

    private static List<String> groups(ObjectNode holder, String path) {
        List<String> groups = new ArrayList<>();
        for (ObjectNode group : holder.objects("groups")) {
            String id = path + group.text("id").orElse("?");
            groups.add(id);
            groups.addAll(groups(group, id + "/"));
        }
        return groups;
    }

    private static String ids(Resolution resolution) {
        return String.join(
                " ", resolution.controls().stream().map(Resolution.Placed::id).toList());
    }

    private static String text(ObjectNode node) {
        return new JsonWriter().compact(node);
    }

    private void profile(String name, String content) throws IOException {
        String uuid = "0b4d6a52-3f0c-4c39-9d5e-" + "%012x".formatted(name.hashCode() & 0xffff_ffffL);
        Files.writeString(
                folder.resolve(name + ".yaml"),
                "profile: {uuid: " + uuid + ", metadata: {title: " + name + "}, " + content.formatted(ALL) + "}");
    }

    private Resolution resolve(String content) throws IOException {
        String text = content.contains("\n")
                ? "profile:\n  metadata: {title: Test}\n" + content.indent(2)
                : "profile: {metadata: {title: Test}, " + content + "}";
        try (Library library = TestLibrary.of(new Folder(folder))) {
            OscalDocument profile =
                    TestLibrary.READER.open(text) instanceof DocumentReader.Opening.Opened(var opened) ? opened : null;
            return new ProfileResolver(library.shelf(), Effort.ordinary())
                    .resolve(Objects.requireNonNull(profile, text), "urn:uuid:test");
        }
    }
}
