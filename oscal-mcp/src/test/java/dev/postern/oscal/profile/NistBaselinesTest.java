package dev.postern.oscal.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Folder;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the catalogs that NIST resolved itself. Skipped, and said so, where no folder of NIST's documents is given.
@EnabledIfEnvironmentVariable(
        named = "OSCAL_CONTENT_DIR",
        matches = ".+",
        disabledReason = "OSCAL_CONTENT_DIR does not name a folder of NIST's documents")
class NistBaselinesTest {
    private static final String REV4 = "800-53-rev4/NIST_SP-800-53_rev4_";
    private static final String REV5 = "800-53-rev5/NIST_SP-800-53_rev5_";

    @TempDir
    private Path folder;

    @Test
    void resolvesRevision4LowAsNistDid() throws IOException {
        ObjectNode ours = resolved(REV4 + "catalog-min.json", "rev4", REV4 + "LOW-baseline_profile.json");
        ObjectNode theirs = content(REV4 + "LOW-baseline-resolved-profile_catalog-min.json");

        assertThat(body(ours)).isEqualTo(body(theirs));
    }

    /// NIST's catalog of the same release is not to be had; what it resolved HIGH to has all of LOW, unaltered.
    @ParameterizedTest
    @ValueSource(strings = {"LOW", "HIGH"})
    void resolvesRevision5AsNistDid(String level) throws IOException {
        ObjectNode ours = resolved(
                REV5 + "HIGH-baseline-resolved-profile_catalog-min.json",
                "rev5",
                REV5 + level + "-baseline_profile.json");
        ObjectNode theirs = content(REV5 + level + "-baseline-resolved-profile_catalog-min.json");

        assertThat(body(ours)).isEqualTo(body(theirs));
    }

    /// Over the older release of the catalog: the same controls, groups and resources in the same order.
    @ParameterizedTest
    @ValueSource(strings = {"LOW", "HIGH"})
    void selectsFromTheCatalogOfRevision5AsNistDid(String level) throws IOException {
        ObjectNode source = content(REV5 + "catalog-min.json");
        ObjectNode ours = resolved(REV5 + "catalog-min.json", "rev5", REV5 + level + "-baseline_profile.json");
        ObjectNode theirs = content(REV5 + level + "-baseline-resolved-profile_catalog-min.json");

        assertThat(controls(ours).keySet())
                .containsExactlyElementsOf(controls(theirs).keySet());
        assertThat(groups(ours)).isEqualTo(groups(theirs));
        assertThat(resources(ours)).isEqualTo(resources(theirs));
        Map<String, String> params = params(ours);
        Map<String, String> original = params(source);
        original.keySet().retainAll(params.keySet());
        assertThat(params).isEqualTo(original);
    }

    private ObjectNode resolved(String catalog, String revision, String profile) throws IOException {
        Path root = Path.of(System.getenv("OSCAL_CONTENT_DIR"));
        Files.copy(root.resolve(catalog), folder.resolve("NIST_SP-800-53_" + revision + "_catalog.json"));
        try (Library library = TestLibrary.of(new Folder(folder))) {
            Resolution resolution =
                    new ProfileResolver(library.shelf(), Effort.ordinary()).resolve(document(profile), "urn:uuid:test");
            assertThat(resolution.unresolved()).isEmpty();
            assertThat(resolution.warnings()).isEmpty();
            assertThat(resolution.implied()).isEmpty();
            return resolution.catalog();
        }
    }

    private static ObjectNode content(String name) throws IOException {
        return document(name).content();
    }

    private static OscalDocument document(String name) throws IOException {
        String text =
                Files.readString(Path.of(System.getenv("OSCAL_CONTENT_DIR")).resolve(name));
        return TestLibrary.READER.open(text) instanceof DocumentReader.Opening.Opened(var opened)
                ? opened
                : throwing(name);
    }

    private static OscalDocument throwing(String name) {
        throw new IllegalArgumentException(name);
    }

    /// All but uuid and metadata, in which two resolutions differ. NIST's members are in the order of the schema, ours
    /// in that of their sources: compared without it.
    private static String body(ObjectNode catalog) {
        ObjectNode rest = Branches.without(Branches.without(catalog, "uuid"), "metadata");
        return new JsonWriter().pretty(sorted(rest));
    }

    private static ObjectNode sorted(ObjectNode object) {
        Map<String, Node> members = new TreeMap<>();
        object.members().forEach((name, value) -> members.put(name, sorted(value)));
        return new ObjectNode(members, 0, 0);
    }

    private static Node sorted(Node node) {
        return switch (node) {
            case ObjectNode object -> sorted(object);
            case ArrayNode array ->
                ArrayNode.of(
                        array.items().stream().map(NistBaselinesTest::sorted).toList());
            default -> node;
        };
    }

    private static Map<String, ObjectNode> controls(ObjectNode catalog) {
        Map<String, ObjectNode> controls = new LinkedHashMap<>();
        Branches.controls(catalog, "", (control, _) -> controls.put(Structure.id(control), control));
        return controls;
    }

    private static Map<String, String> params(ObjectNode catalog) {
        Map<String, String> params = new LinkedHashMap<>();
        controls(catalog)
                .values()
                .forEach(control -> control.objects("params")
                        .forEach(param -> params.put(Structure.id(param), new JsonWriter().compact(param))));
        return params;
    }

    private static List<String> groups(ObjectNode catalog) {
        List<String> groups = new ArrayList<>();
        Branches.controls(catalog, "", (control, group) -> groups.add(group + " " + Structure.id(control)));
        return groups;
    }

    private static List<String> resources(ObjectNode catalog) {
        return catalog.object("back-matter").orElseThrow().objects("resources").stream()
                .map(resource -> resource.text("uuid").orElse(""))
                .toList();
    }
}
