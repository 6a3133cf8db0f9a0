package dev.postern.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Files that only their owner reads: a folder with 0700, files with 0600, each replaced as a whole.
final class StoreFolder {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;

    StoreFolder(Path folder) {
        this.folder = folder;
    }

    /// Where the logins of a user are.
    ///
    /// @param environment the variables
    /// @param home the user's home
    static Path of(Map<String, String> environment, String home) {
        Path base = Path.of(home, ".config");
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String windows = environment.getOrDefault("APPDATA", "");
        // An XDG folder that is not absolute has to be ignored, as its specification says.
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            base = Path.of(xdg);
        } else if (!POSIX && !windows.isEmpty()) {
            base = Path.of(windows);
        }
        return base.resolve("postern").resolve("login");
    }

    Optional<String> read(String name) throws LoginException {
        Path file = folder.resolve(name);
        try {
            requireOwnerOnly(file);
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    void write(String name, String text) throws LoginException {
        Path file = folder.resolve(name);
        try {
            create();
            Path fresh = Files.createTempFile(folder, name, ".new", ownerOnly("rw-------"));
            try {
                try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    // A refresh token that was used up is worth nothing, so the new one must survive a crash.
                    channel.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw failed("written", file, e);
        }
    }

    void delete(String name) throws LoginException {
        Path file = folder.resolve(name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("deleted", file, e);
        }
    }

    /// The lock of that name, which one process has at a time.
    StoreLock lock(String name) throws LoginException {
        Path file = folder.resolve(name);
        try {
            create();
            return StoreLock.acquired(FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly("rw-------")));
        } catch (LoginException e) {
            throw e;
        } catch (IOException e) {
            throw failed("locked", file, e);
        }
    }

    private void create() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        if (!POSIX) {
            return;
        }
        Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
        open.removeAll(PosixFilePermissions.fromString("rwx------"));
        if (!open.isEmpty()) {
            throw new LoginException("Others may read the tokens in " + file + "; expected permissions 0600. If that is"
                    + " nobody's doing: chmod 600 " + file + "; else log in anew.");
        }
    }

    private static LoginException failed(String what, Path file, IOException e) {
        return e instanceof LoginException already
                ? already
                : new LoginException(file + " cannot be " + what + ": " + Shown.of(e.toString()), e);
    }
}
