package dev.postern.oscal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.testing.TestLibrary;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ControlSearchTest {
    private static final Library LIBRARY = TestLibrary.samples();
    private static final ControlSearch SEARCH =
            new ControlSearch(LIBRARY.shelf().of(Model.CATALOG));

    @AfterAll
    static void close() {
        LIBRARY.close();
    }

    @Test
    void findsWordsThatAreMisspelt() {
        assertThat(SEARCH.search("encripted copy", "", Set.of(), 10).hits())
                .extracting(ControlSearch.Hit::id)
                .contains("ba-1");
    }

    @Test
    void showsThePieceWhereTheWordsStandInAnyForm() {
        assertThat(SEARCH.search("encrypting copies", "", Set.of(), 1).hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.snippet())
                        .containsIgnoringCase("encrypted")
                        .contains("cop"));
    }

    @Test
    void findsNothingForWordsThatAreNowhere() {
        assertThat(SEARCH.search("zebra", "", Set.of(), 10).total()).isZero();
    }
}
