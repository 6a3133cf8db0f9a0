package dev.postern.authserver.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.StoreUnavailable;
import dev.postern.authserver.store.TicketKind;
import dev.postern.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What happens to the embedded store when its process or its disk fails.
class EmbeddedFaultsTest {
    @TempDir
    private Path folder;

    @Test
    void saysThatAnotherProcessHasTheFile() throws IOException {
        try (StoreProcess other = new StoreProcess(folder, 1)) {
            other.await(1);

            assertThatThrownBy(() -> SqlStore.open(new StoreConfig.Embedded(folder, null)))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("in use by another process, such as postern serve; stop that one first");
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesAKilledProcess() throws IOException {
        int acknowledged = 0;
        try (StoreProcess process = new StoreProcess(folder, 100)) {
            process.await(200);
            acknowledged = 200 + process.kill();
        }

        assertThatAllAreThere(acknowledged, 100);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskMakesItUnavailableAndLosesNothing() throws IOException {
        List<String> said;
        // No file may be larger than 1 MiB: what a disk without room for more looks like to the store.
        try (StoreProcess process =
                new StoreProcess(folder, 10_000, "bash", "-c", "ulimit -f 1024; exec \"$0\" \"$@\"")) {
            said = process.rest();
        }

        assertThat(said).hasSizeGreaterThan(10);
        assertThat(said.getLast()).matches(StoreProcess::saysUnavailable);
        assertThatAllAreThere(said.size() - 1, 10_000);
    }

    @Test
    void saysThatTheFolderCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> SqlStore.open(new StoreConfig.Embedded(file.resolve("below"), null)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(file.resolve("below") + " cannot be made");
    }

    @Test
    void nobodyElseReadsTheFolder() throws IOException {
        Path made = folder.resolve("made");

        SqlStore.open(new StoreConfig.Embedded(made, null)).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("store.mv.db"))))
                .isEqualTo("rw-------");
    }

    private void assertThatAllAreThere(int tickets, int contentLength) {
        String content = "x".repeat(contentLength);
        try (Store store = SqlStore.open(new StoreConfig.Embedded(folder, null))) {
            for (int i = 0; i < tickets; i++) {
                assertThat(store.tickets().find(TicketKind.LOGIN, StoreContract.hash("t" + i), StoreContract.NOW))
                        .contains(StoreProcess.ticket(i, content));
            }
        }
    }
}
