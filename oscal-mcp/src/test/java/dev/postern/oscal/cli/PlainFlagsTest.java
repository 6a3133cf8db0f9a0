package dev.postern.oscal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainFlagsTest {

    @TempDir
    private Path folder;

    @Test
    void serveOurOwnSamplesOverHttpWithoutAnyFlag() {
        assertThat(PlainFlags.of(List.of(), Map.of("XDG_DATA_HOME", folder.toString())))
                .contains(new Serving(Serving.Transport.http, 8000, Optional.empty()));
    }

    @Test
    void takeFlagsBeforeVariables() {
        Map<String, String> environment = Map.of("POSTERN_OSCAL_PORT", "1", "POSTERN_OSCAL_LIBRARY", folder.toString());

        assertThat(PlainFlags.of(List.of("--port=2", "--transport", "stdio"), environment))
                .contains(new Serving(Serving.Transport.stdio, 2, Optional.of(folder)));
    }

    @Test
    void takeTheLibraryThatAddMade() throws IOException {
        Path made = Files.createDirectories(folder.resolve("postern-oscal/library"));

        assertThat(PlainFlags.of(List.of(), Map.of("XDG_DATA_HOME", folder.toString())))
                .get()
                .extracting(Serving::library)
                .isEqualTo(Optional.of(made));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--port",
                "--port many",
                "--port 1 --port 2",
                "--transport pigeon",
                "--library /no/such/folder",
                "library add nist-800-53",
                "--prot 1"
            })
    void leaveWhatIsInDoubtToPicocli(String line) {
        assertThat(PlainFlags.of(List.of(line.split(" ")), Map.of())).isEmpty();
    }
}
