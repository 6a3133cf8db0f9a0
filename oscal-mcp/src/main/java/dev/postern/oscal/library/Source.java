package dev.postern.oscal.library;

import java.io.IOException;

/// Where the text of a document comes from, each time it is wanted.
public interface Source {

    /// Its name in the library, with slashes and an ending.
    String name();

    long size();

    /// What changes when the text may have changed.
    String version();

    String read() throws IOException;
}
