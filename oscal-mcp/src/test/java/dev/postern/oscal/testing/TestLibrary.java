package dev.postern.oscal.testing;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.Samples;
import dev.postern.oscal.tree.Limits;

/// Libraries to look into.
public final class TestLibrary {
    public static final DocumentReader READER = new DocumentReader(Limits.DOCUMENT);

    private TestLibrary() {}

    public static Library samples() {
        return of(new Samples());
    }

    public static Library of(Library.Shelves shelves) {
        Library library = new Library(shelves, READER);
        library.start();
        return library;
    }
}
