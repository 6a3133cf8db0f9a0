package dev.postern.authserver.store;

import dev.postern.config.SealKeys;
import dev.postern.config.StoreConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/// The keys of a store: those that are configured, or those beside an embedded one, made at its first start.
public final class SealKeyFile {
    private static final String NAME = "store.key";

    private SealKeyFile() {}

    /// The keys of that store.
    ///
    /// @throws IOException with a sentence, where there are none and none can be made
    public static SealKeys of(StoreConfig config, SecureRandom random) throws IOException {
        if (config.sealKeys().isPresent()) {
            return config.sealKeys().get();
        }
        return switch (config) {
            case StoreConfig.Embedded embedded -> in(embedded.dataDir(), random);
            case StoreConfig.Postgres postgres -> postgres.keys();
        };
    }

    private static SealKeys in(Path folder, SecureRandom random) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                make(folder, file, random);
            }
            return SealKeys.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException("The file " + file + " has no key of 32 bytes in base64 on each line.", e);
        } catch (IOException e) {
            throw new IOException("The keys in " + file + " can be neither read nor made: " + e, e);
        }
    }

    private static void make(Path folder, Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[SealKeys.BYTES];
        random.nextBytes(key);
        byte[] line = (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII);
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // Whole or not at all: half a key file would look like a wrong one at the next start.
        Path whole = folder.resolve(NAME + "." + ProcessHandle.current().pid() + ".new");
        try (FileChannel channel = FileChannel.open(
                whole,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(line));
            channel.force(true);
        }
        try {
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException _) {
            // Somebody else's first start was a moment earlier: its key is the key.
            return;
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
