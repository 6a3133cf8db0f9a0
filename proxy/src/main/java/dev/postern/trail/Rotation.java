package dev.postern.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The names of older files: `.1` is the youngest of them.
final class Rotation {
    private Rotation() {}

    static Path numbered(Path path, int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    /// Moves the file away, and each older one by one; the oldest goes where there are too many.
    static void shift(Path path, int kept) throws IOException {
        Files.deleteIfExists(numbered(path, kept));
        for (int i = kept - 1; i >= 1; i--) {
            if (Files.exists(numbered(path, i))) {
                Files.move(numbered(path, i), numbered(path, i + 1));
            }
        }
        if (Files.exists(path)) {
            Files.move(path, numbered(path, 1));
        }
    }
}
