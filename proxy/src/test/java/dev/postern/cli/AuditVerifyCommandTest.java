package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Entry;
import dev.postern.audit.Note;
import dev.postern.config.AuditChain;
import dev.postern.config.AuditFile;
import dev.postern.trail.RecordFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditVerifyCommandTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String verify(int expected, String... arguments) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        AuditVerifyCommand command =
                new AuditVerifyCommand(new Terminal(Map.of(), InputStream.nullInputStream(), print, print));
        assertThat(command.run(new CommandLine(command.spec()).parseArgs(arguments)))
                .isEqualTo(expected);
        String said = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return said;
    }

    private Path written(@Nullable String key, String... events) throws IOException {
        Path path = folder.resolve("audit.jsonl");
        AuditFile settings = new AuditFile(path, 1_000_000, Duration.ofDays(1), 3, false, new AuditChain(key));
        try (RecordFile file = new RecordFile(settings, Clock.systemUTC(), System::nanoTime)) {
            List<Entry> notes = new ArrayList<>();
            for (String event : events) {
                notes.add(Note.of(Instant.EPOCH, event));
            }
            file.write(notes);
        }
        return path;
    }

    @Test
    void saysThatFilesAreIntactAndWhatToKeepOfThem() throws IOException {
        Path path = written(null, "audit log begins", Note.ENDS);

        assertThat(verify(ExitCode.OK, path.toString()).lines())
                .hasSize(2)
                .first()
                .isEqualTo("intact: records 1 to 2");
    }

    @Test
    void theAnchorItPrintsIsOneItTakes() throws IOException {
        Path path = written(null, "audit log begins", "second");
        String anchor = verify(ExitCode.OK, path.toString())
                .lines()
                .filter(line -> line.startsWith("anchor "))
                .findFirst()
                .orElseThrow()
                .substring("anchor ".length());
        verify(ExitCode.OK, "--anchor", anchor, path.toString());
        Files.write(path, Files.readAllLines(path).subList(0, 1));

        assertThat(verify(ExitCode.OK, path.toString())).contains("does not say that the log ended");
        assertThat(verify(ExitCode.FAILED, "--anchor", anchor, path.toString())).contains("record 2 should be here");
    }

    @Test
    void saysWhereTheyAreBroken() throws IOException {
        Path path = written(null, "first", "second", "third");
        Files.writeString(path, Files.readString(path).replace("second", "2nd"));

        assertThat(verify(ExitCode.FAILED, path.toString()))
                .isEqualTo(path + ":2: record 2 was changed, or made with another key: its hash does not fit\n"
                        + "broken, at 1 of 3 records\n");
    }

    @Test
    void needsTheKeyWhereThereWasOne() throws IOException {
        Path path = written(KEY, "first");
        Path key = Files.writeString(folder.resolve("key"), KEY + "\n");

        verify(ExitCode.FAILED, path.toString());
        verify(ExitCode.OK, "--key-file", key.toString(), path.toString());
    }

    @Test
    void tellsApartWhatIsBrokenAndWhatCannotBeTold() throws IOException {
        Path unchained = Files.writeString(folder.resolve("plain"), "{\"at\":\"now\"}\n");

        assertThat(verify(ExitCode.USAGE, folder.resolve("absent").toString())).contains("cannot be read");
        assertThat(verify(ExitCode.USAGE, unchained.toString())).contains("was --audit-chain on?");
        assertThat(verify(ExitCode.USAGE, "--anchor", "5", unchained.toString()))
                .contains("expected a number and 64 hexadecimal digits");
    }
}
