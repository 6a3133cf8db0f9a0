package dev.postern.authserver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.config.SealKeys;
import dev.postern.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String TEXT = "a refresh token of the provider, with an ü";

    private final String first = key();
    private final String second = key();

    private static String key() {
        byte[] key = new byte[SealKeys.BYTES];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static Seal seal(String... keys) {
        return new Seal(new SealKeys(List.of(keys)), RANDOM);
    }

    @Test
    void opensWhatItSealed() {
        Sealed sealed = seal(first).seal(TEXT, "provider g1");

        assertThat(seal(first).open(sealed, "provider g1")).contains(TEXT);
        assertThat(sealed.text()).doesNotContain("token").matches("[A-Za-z0-9_-]+");
    }

    @Test
    void opensNothingInAnotherContext() {
        Sealed sealed = seal(first).seal(TEXT, "provider g1");

        assertThat(seal(first).open(sealed, "provider g2")).isEmpty();
        assertThat(seal(first).open(sealed, "answer g1")).isEmpty();
    }

    @Test
    void opensNothingThatWasChangedAnywhere() {
        byte[] bytes = Base64.getUrlDecoder().decode(seal(first).seal(TEXT, "c").text());
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            Sealed changed = new Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            assertThat(seal(first).open(changed, "c")).isEmpty();
            bytes[i] ^= 1;
        }
    }

    @Test
    void opensNothingThatIsNoSealedText() {
        for (String text : List.of("x", "not base64!", "A".repeat(44), "AQ".repeat(40))) {
            assertThat(seal(first).open(new Sealed(text), "c")).isEmpty();
        }
    }

    @Test
    void afterARotationOldValuesOpenAndNewOnesNeedTheNewKey() {
        Sealed old = seal(first).seal(TEXT, "c");
        Sealed young = seal(second, first).seal(TEXT, "c");

        assertThat(seal(second, first).open(old, "c")).contains(TEXT);
        assertThat(seal(second).open(young, "c")).contains(TEXT);
        assertThat(seal(first).open(young, "c")).isEmpty();
        assertThat(seal(second).open(old, "c")).isEmpty();
    }

    @Test
    void neverSealsTheSameWayTwice() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            texts.add(seal(first).seal(TEXT, "c").text());
        }

        assertThat(texts).hasSize(100);
    }

    @Test
    void aFolderGetsAKeyOnceThatNobodyElseReads(@TempDir Path folder) throws IOException {
        StoreConfig config = new StoreConfig.Embedded(folder.resolve("data"), null);

        SealKeys made = SealKeyFile.of(config, RANDOM);

        assertThat(SealKeyFile.of(config, RANDOM)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/store.key"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("data"))
                .isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }

    @Test
    void aKeyFileThatIsNoneIsNotReplaced(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("store.key"), "half a k");

        assertThatThrownBy(() -> SealKeyFile.of(new StoreConfig.Embedded(folder, null), RANDOM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no key of 32 bytes")
                .hasMessageNotContaining("half a k");
        assertThat(folder.resolve("store.key")).hasContent("half a k");
    }
}
