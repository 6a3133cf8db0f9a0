package dev.postern.oscal.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.testing.TestLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LibraryTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "AC-2,ac-2",
        "ac-2,ac-2",
        "AC-02,ac-2",
        "AC-2(3),ac-2.3",
        "AC-02 (03),ac-2.3",
        "ac-2.3,ac-2.3",
        "AC-2 (3),ac-2.3",
        "something else,something else"
    })
    void takesIdsAsPeopleWriteThem(String written, String id) {
        assertThat(ControlId.of(written)).isEqualTo(id);
    }

    @Test
    void findsADocumentByUriNameTitleAndUuid() {
        try (Library library = TestLibrary.samples()) {
            Holding catalog = library.shelf().of(Model.CATALOG).getFirst();
            List<Model> all = List.of(Model.values());

            assertThat(List.of(
                            catalog.uri(),
                            "harbour-catalog.json",
                            "harbour-catalog",
                            "HARBOUR OFFICE CONTROLS",
                            "office controls",
                            catalog.uuid().orElseThrow()))
                    .allSatisfy(name ->
                            assertThat(library.shelf().find(name, all)).isEqualTo(new Shelf.Found.One(catalog)));
            assertThat(library.shelf().find("harbour", all)).isInstanceOf(Shelf.Found.Many.class);
            assertThat(library.shelf().find("nothing such", all)).isInstanceOf(Shelf.Found.None.class);
        }
    }

    @Test
    void seesFilesThatComeChangeAndGo() throws IOException, InterruptedException {
        Path file = folder.resolve("a.json");
        try (Library library = TestLibrary.of(new Folder(folder))) {
            Files.writeString(file, catalog("First"));
            await(() -> titles(library).equals(List.of("First")));
            Files.writeString(file, catalog("The second"));
            await(() -> titles(library).equals(List.of("The second")));
            Files.writeString(file, "{");
            await(() -> titles(library).isEmpty() && library.shelf().unread().containsKey("a.json"));
            Files.delete(file);
            await(() -> library.shelf().unread().isEmpty());
        }
    }

    @Test
    void makesWhoAsksEarlyWaitForTheFirstReading() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("a.json"), catalog("First"));
        CountDownLatch asked = new CountDownLatch(1);
        Library.Shelves slow = new Listing(() -> {
            await(asked);
            return new Folder(folder).sources();
        });
        try (Library library = TestLibrary.of(slow)) {
            assertThat(library.shelf(_ -> asked.countDown()).holdings()).hasSize(1);
        }
    }

    @Test
    void keepsWhatItHasWhileTheFolderCannotBeListed() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("a.json"), catalog("First"));
        AtomicInteger looks = new AtomicInteger();
        Library.Shelves failing = new Listing(() -> {
            if (looks.incrementAndGet() > 1) {
                throw new IOException("not now");
            }
            return new Folder(folder).sources();
        });
        try (Library library = TestLibrary.of(failing)) {
            assertThat(titles(library)).containsExactly("First");
            // The third look begins after the second has had its effect.
            await(() -> looks.get() > 2);
            assertThat(titles(library)).containsExactly("First");
        }
    }

    @Test
    void leavesAloneWhatIsOutsideOfTheFolder() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(folder.resolve("outside.json"), catalog("Outside"));
        Files.createSymbolicLink(inside.resolve("link.json"), folder.resolve("outside.json"));
        Files.writeString(inside.resolve(".hidden.json"), catalog("Hidden"));
        Files.writeString(inside.resolve("inside.json"), catalog("Inside"));
        Files.createSymbolicLink(inside.resolve("linked.json"), inside.resolve("inside.json"));

        try (Library library = TestLibrary.of(new Folder(inside))) {
            assertThat(titles(library)).containsExactly("Inside", "Inside");
        }
    }

    @Test
    void followsAProfileToWhatItSelects() {
        try (Library library = TestLibrary.samples()) {
            Holding profile = library.shelf().of(Model.PROFILE).getFirst();
            Baseline baseline = new Baselines(library.shelf()).of(profile);
            Catalog catalog = baseline.catalogs().getFirst().catalog().orElseThrow();
            Prose prose = new Prose(id -> baseline.parameter(catalog, id));

            assertThat(baseline.unresolved()).isEmpty();
            assertThat(baseline.controls()).containsExactly("ac-1", "ac-1.1", "ac-2", "lo-1", "lo-2", "ba-1", "ba-2");
            assertThat(prose.parts(catalog.control("LO-2").orElseThrow().node(), "statement"::equals))
                    .isEqualTo("Logs are kept for one year and nobody can alter them meanwhile.");
        }
    }

    @Test
    void saysWhatAnImportDoesNotFind() throws IOException {
        Files.writeString(folder.resolve("p.json"), """
                {"profile": {"metadata": {"title": "P"}, "imports": [
                  {"href": "http://127.0.0.1:1/none.json"}, {"href": "p.json"}, {"href": "#no-such-resource"}]}}""");

        try (Library library = TestLibrary.of(new Folder(folder))) {
            assertThat(new Baselines(library.shelf())
                            .of(library.shelf().of(Model.PROFILE).getFirst())
                            .unresolved())
                    .extracting(finding -> finding.path())
                    .containsExactly("/profile/imports/0", "/profile/imports/1", "/profile/imports/2");
        }
    }

    private static List<String> titles(Library library) {
        return library.shelf().holdings().stream().map(Holding::title).toList();
    }

    private static String catalog(String title) {
        return "{\"catalog\": {\"metadata\": {\"title\": \"" + title + "\"}}}";
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }

    /// Sources that a test lists, again and again.
    private record Listing(Callable list) implements Library.Shelves {

        /// What lists them.
        private interface Callable {
            List<Source> call() throws IOException;
        }

        @Override
        public List<Source> sources() throws IOException {
            return list.call();
        }

        @Override
        public boolean change() {
            return true;
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
