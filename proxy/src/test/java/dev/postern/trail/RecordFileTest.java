package dev.postern.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.config.AuditFile;
import dev.postern.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final AtomicLong nanoTime = new AtomicLong();
    private Path path = Path.of("");
    private RecordFile file = file(1_000_000);

    @BeforeEach
    void begin() {
        path = folder.resolve("audit.jsonl");
        file = file(1_000_000);
    }

    @AfterEach
    void close() {
        file.close();
    }

    private RecordFile file(long maxBytes) {
        return new RecordFile(
                new AuditFile(path, maxBytes, Duration.ofHours(24), 2, false, null), clock, nanoTime::get);
    }

    private void passSeconds(int seconds) {
        nanoTime.addAndGet(Duration.ofSeconds(seconds).toNanos());
        clock.advance(Duration.ofSeconds(seconds));
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void writesALineForEachRecordThatOnlyItsOwnerCanRead() throws IOException {
        file.write(List.of(Records.note("one"), Records.admitted()));

        assertThat(Files.readAllLines(path)).hasSize(2).first().asString().contains("\"event\":\"one\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void goesOnBehindWhatIsThere() throws IOException {
        file.write(List.of(Records.note("one")));
        file.close();

        file.write(List.of(Records.note("two")));

        assertThat(Files.readAllLines(path)).hasSize(2);
    }

    @Test
    void beginsANewFileWhenItHasGrownAndKeepsSoManyOlderOnes() throws IOException {
        file = file(100);
        for (String event : List.of("one", "two", "three", "four", "five")) {
            file.write(List.of(Records.note(event + "x".repeat(100))));
        }

        assertThat(text("audit.jsonl")).contains("five");
        assertThat(text("audit.jsonl.1")).contains("four");
        assertThat(text("audit.jsonl.2")).contains("three");
        assertThat(folder.resolve("audit.jsonl.3")).doesNotExist();
    }

    @Test
    void beginsANewFileWhenItHasAged() throws IOException {
        file.write(List.of(Records.note("old")));
        file.close();
        passSeconds(3 * 24 * 3600);

        file.write(List.of(Records.note("first look")));
        file.write(List.of(Records.note("new")));

        assertThat(text("audit.jsonl.1")).contains("old");
        assertThat(text("audit.jsonl")).contains("new").doesNotContain("old");
    }

    @Test
    void followsWhenSomebodyElseMovesItAway() throws IOException {
        file.write(List.of(Records.note("before")));
        Files.move(path, folder.resolve("audit.jsonl-20261120"));
        passSeconds(2);

        file.write(List.of(Records.note("after")));

        assertThat(text("audit.jsonl-20261120")).contains("before").doesNotContain("after");
        assertThat(text("audit.jsonl")).contains("after");
    }

    @Test
    void mendsARecordThatACrashCutShortAndSaysSo() throws IOException {
        file.write(List.of(Records.note("whole")));
        file.close();
        Files.writeString(path, "{\"at\":\"2026-11-20T1", StandardOpenOption.APPEND);

        file.write(List.of(Records.note("next")));

        assertThat(Files.readAllLines(path))
                .hasSize(3)
                .element(1)
                .asString()
                .contains("audit file mended", "a record was cut short: {\\\"at\\\":\\\"2026-11-20T1");
    }

    @Test
    void twoNeverWriteToOneFile() throws IOException {
        file.write(List.of(Records.note("mine")));

        try (RecordFile other = file(1_000_000)) {
            assertThatThrownBy(() -> other.write(List.of(Records.note("theirs"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it is written to already");
            file.close();
            other.write(List.of(Records.note("theirs")));
        }

        assertThat(text("audit.jsonl")).contains("mine", "theirs");
    }

    @Test
    void saysWhatIsMissing() {
        path = folder.resolve("no-such-folder").resolve("audit.jsonl");

        assertThatThrownBy(() -> file(1_000_000).write(List.of(Records.note("lost"))))
                .isInstanceOf(IOException.class)
                .hasMessage("its folder does not exist");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void failsWhereThereIsNoRoom() {
        path = Path.of("/dev/full");

        assertThatThrownBy(() -> file(1_000_000).write(List.of(Records.note("lost"))))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }
}
