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

    /// There is more than is read.
    final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        private final int most;

        TooLarge(int most) {
            this.most = most;
        }

        String sentence() {
            return "The file has more than " + most + " bytes.";
        }
    }
}
