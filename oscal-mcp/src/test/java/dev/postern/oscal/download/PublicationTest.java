package dev.postern.oscal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class PublicationTest {

    @Test
    void namesEachDocumentOnceWithAWholeHash() {
        for (String name : Publication.names()) {
            List<Publication.Item> items = Publication.named(name).orElseThrow().items();

            assertThat(items).extracting(Publication.Item::file).doesNotHaveDuplicates();
            assertThat(items).allSatisfy(item -> assertThat(item.sha256()).matches("[0-9a-f]{64}"));
        }
    }

    /// Copies of the profiles, and of the catalog of revision 4; that of revision 5 is of another release.
    @Test
    @EnabledIfEnvironmentVariable(
            named = "OSCAL_CONTENT_DIR",
            matches = ".+",
            disabledReason = "OSCAL_CONTENT_DIR does not name a folder of NIST's documents")
    void expectsNistsOwnDocuments() throws Exception {
        Map<String, Path> copies = copies(Path.of(System.getenv("OSCAL_CONTENT_DIR")));

        for (String name : Publication.names()) {
            for (Publication.Item item : Publication.named(name).orElseThrow().items()) {
                if (copies.containsKey(item.file())) {
                    assertThat(hash(copies.get(item.file()))).as(item.file()).isEqualTo(item.sha256());
                }
            }
        }
        assertThat(copies).containsKey("NIST_SP-800-53_rev5_HIGH-baseline_profile.json");
    }

    private static Map<String, Path> copies(Path folder) throws IOException {
        Map<String, Path> copies = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> copies.put(file.getFileName().toString(), file));
        }
        return copies;
    }

    private static String hash(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
