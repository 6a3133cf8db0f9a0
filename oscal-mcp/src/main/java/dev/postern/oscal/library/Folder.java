package dev.postern.oscal.library;

import dev.postern.oscal.tree.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Documents in a folder and the folders in it. Links are followed to files inside of it only; what begins with a dot
/// is
/// left alone.
public final class Folder implements Library.Shelves {
    private static final Set<String> ENDINGS = Set.of("json", "yaml", "yml", "xml");
    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILES = 5_000;
    private static final int MAX_SIZE = Limits.DOCUMENT.characters();

    private final Path root;

    public Folder(Path root) {
        this.root = root;
    }

    @Override
    public boolean change() {
        return true;
    }

    @Override
    public List<Source> sources() throws IOException {
        Path real = root.toRealPath();
        List<Source> found = new ArrayList<>();
        Files.walkFileTree(real, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isHidden(folder) && !folder.equals(real)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isHidden(file) && ENDINGS.contains(ending(file))) {
                    visit(real, file, found);
                }
                return found.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void visit(Path real, Path file, List<Source> found) throws IOException {
        Path target = file.toRealPath();
        if (!target.startsWith(real)) {
            return;
        }
        BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
        if (attributes.isRegularFile()) {
            String name = real.relativize(file).toString().replace('\\', '/');
            String version = attributes.size() + " " + attributes.lastModifiedTime() + " " + target;
            found.add(new FileSource(name, target, attributes.size(), version));
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private record FileSource(String name, Path file, long size, String version) implements Source {
        @Override
        public String read() throws IOException {
            // It may have become another since the folder was looked at.
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(name);
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(MAX_SIZE + 1);
                if (bytes.length > MAX_SIZE) {
                    throw new Source.TooLarge(MAX_SIZE);
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
    }
}
