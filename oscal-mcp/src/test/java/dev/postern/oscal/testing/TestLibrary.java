package dev.postern.oscal.testing;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.Samples;
import dev.postern.oscal.tree.Limits;

/// Libraries that are read to the end before a test looks at them.
public final class TestLibrary {
    public static final DocumentReader READER = new DocumentReader(Limits.DOCUMENT);

    private TestLibrary() {}

    public static Library samples() {
        return of(new Samples());
    }

    public static Library of(Library.Shelves shelves) {
        Library library = new Library(shelves, READER);
        library.start();
        try {
            if (!library.await(30_000)) {
                throw new IllegalStateException("the library is not read");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return library;
    }
}
