package dev.postern.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Note;
import dev.postern.config.AuditChain;
import dev.postern.config.AuditFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void begin() {
        path = folder.resolve("audit.jsonl");
    }

    private RecordFile file(long maxBytes, @Nullable String key) {
        AuditFile settings = new AuditFile(path, maxBytes, Duration.ofHours(24), 100, false, new AuditChain(key));
        return new RecordFile(settings, Clock.fixed(Records.AT, ZoneOffset.UTC), System::nanoTime);
    }

    private void write(int records) throws IOException {
        try (RecordFile file = file(1_000_000, null)) {
            file.write(Records.notes(records));
        }
    }

    private static ChainReport verify(@Nullable String key, List<Anchor> anchors, Path... files) throws IOException {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new ChainVerifier(new ChainHash(bytes), anchors).verify(List.of(files));
    }

    private ChainReport verify() throws IOException {
        return verify(null, List.of(), path);
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(path));
    }

    private ChainReport verify(List<String> lines) throws IOException {
        Files.writeString(path, String.join("\n", lines) + "\n");
        return verify();
    }

    @Test
    void whatWasWrittenIsIntact() throws IOException {
        write(5);

        ChainReport report = verify();

        assertThat(report.breaks()).isEmpty();
        assertThat(report.records()).isEqualTo(5);
        assertThat(report.first()).isEqualTo(1);
        assertThat(report.last().seq()).isEqualTo(5);
        assertThat(report.ended()).isFalse();
    }

    @Test
    void tellsThatTheLogWasClosed() throws IOException {
        try (RecordFile file = file(1_000_000, null)) {
            file.write(List.of(Records.note("audit log begins"), Records.note(Note.ENDS)));
        }

        assertThat(verify().ended()).isTrue();
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        write(3);
        byte[] written = Files.readAllBytes(path);

        for (int i = 0; i < written.length; i++) {
            for (int change : new int[] {1, 0x20, 0x80, written[i] ^ '\n', written[i] ^ '"', written[i] ^ '0'}) {
                if (change == 0) {
                    continue;
                }
                byte[] changed = written.clone();
                changed[i] ^= (byte) change;
                Files.write(path, changed);
                assertThat(verify().intact()).as("byte %d ^ %d", i, change).isFalse();
            }
        }
    }

    @Test
    void everyByteLeftOutOrPutInIsFound() throws IOException {
        write(3);
        byte[] written = Files.readAllBytes(path);

        for (int i = 0; i < written.length; i++) {
            byte[] shorter = Arrays.copyOf(written, written.length - 1);
            System.arraycopy(written, i + 1, shorter, i, written.length - i - 1);
            Files.write(path, shorter);
            assertThat(verify().intact()).as("without byte %d", i).isFalse();

            byte[] longer = Arrays.copyOf(written, written.length + 1);
            System.arraycopy(written, i, longer, i + 1, written.length - i);
            longer[i] = ' ';
            Files.write(path, longer);
            assertThat(verify().intact()).as("a blank at %d", i).isFalse();
        }
    }

    @Test
    void everyRemovedRecordButTheLastIsFound() throws IOException {
        write(6);
        List<String> written = lines();

        for (int from = 1; from < written.size(); from++) {
            for (int to = from + 1; to < written.size(); to++) {
                List<String> fewer = new ArrayList<>(written);
                fewer.subList(from, to).clear();
                assertThat(verify(fewer).breaks())
                        .as("without %d to %d", from, to)
                        .singleElement()
                        .asString()
                        .contains("missing: removed");
            }
        }
    }

    @Test
    void everyExchangeOfTwoRecordsIsFound() throws IOException {
        write(6);
        List<String> written = lines();

        for (int i = 0; i < written.size(); i++) {
            for (int j = i + 1; j < written.size(); j++) {
                List<String> swapped = new ArrayList<>(written);
                Collections.swap(swapped, i, j);
                assertThat(verify(swapped).intact()).as("%d and %d", i, j).isFalse();
            }
        }
    }

    @Test
    void aRepeatedRecordIsFound() throws IOException {
        write(3);
        List<String> repeated = lines();
        repeated.add(1, repeated.get(1));

        assertThat(verify(repeated).breaks())
                .singleElement()
                .asString()
                .contains(":3: record 2 comes after record 2: reordered, repeated or begun anew");
    }

    @Test
    void aRecordThatIsNoneIsFound() throws IOException {
        write(3);
        List<String> more = lines();
        more.add(1, "{\"at\":\"2026-11-20T10:00:00.000Z\",\"event\":\"made up\"}");

        assertThat(verify(more).breaks())
                .singleElement()
                .asString()
                .contains(":2: this is no record of a chain: changed, or inserted");
    }

    @Test
    void aRecordMadeAnewByWhoKnowsTheFormDoesNotFitItsNeighbours() throws IOException {
        write(3);
        List<String> forged = lines();
        String line = "{\"at\":\"2026-11-20T10:00:00.000Z\",\"event\":\"made up\"}";
        Link first = Link.read(forged.getFirst()).orElseThrow();
        forged.set(1, first.seal(line, new ChainHash(null)).line());

        assertThat(verify(forged).breaks())
                .singleElement()
                .asString()
                .contains(":3: record 3 does not follow the one before it: that one was replaced");
    }

    @Test
    void withAKeyNobodyElseCanMakeARecord() throws IOException {
        try (RecordFile file = file(1_000_000, KEY)) {
            file.write(Records.notes(3));
        }
        assertThat(verify(KEY, List.of(), path).intact()).isTrue();
        List<String> forged = lines();
        Link first = Link.read(forged.getFirst()).orElseThrow();
        Link.Sealed second = first.seal("{\"event\":\"made up\"}", new ChainHash(null));
        Link.Sealed third = second.link().seal("{\"event\":\"made up\"}", new ChainHash(null));
        Files.write(path, List.of(forged.getFirst(), second.line(), third.line()));

        assertThat(verify(KEY, List.of(), path).breaks())
                .hasSize(2)
                .allMatch(it -> it.why().contains("made with another key"));
    }

    @Test
    void anAnchorTellsThatTheEndWasCutOff() throws IOException {
        write(5);
        Anchor anchor = verify().last();
        assertThat(verify(null, List.of(anchor), path).intact()).isTrue();
        Files.write(path, lines().subList(0, 3));

        assertThat(verify().intact()).isTrue();
        assertThat(verify(null, List.of(anchor), path).breaks())
                .singleElement()
                .asString()
                .contains("record 5 should be here");
    }

    @Test
    void anAnchorTellsThatAllWasWrittenAnew() throws IOException {
        write(5);
        Anchor anchor = verify().last();
        Files.delete(path);
        write(7);
        List<String> anew = lines();
        Link first = Link.BEGIN;
        List<String> forged = new ArrayList<>();
        for (int i = 0; i < anew.size(); i++) {
            Link.Sealed sealed = first.seal("{\"event\":\"made up\"}", new ChainHash(null));
            first = sealed.link();
            forged.add(sealed.line());
        }
        Files.write(path, forged);

        assertThat(verify().intact()).isTrue();
        assertThat(verify(null, List.of(anchor), path).breaks())
                .singleElement()
                .asString()
                .contains(":5: record 5 is not the one of the anchor");
    }

    @Test
    void theChainGoesOnOverNewFilesAndRestarts() throws IOException {
        for (int run = 0; run < 3; run++) {
            try (RecordFile file = file(300, null)) {
                for (int i = 0; i < 4; i++) {
                    file.write(Records.notes(1));
                }
            }
        }

        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(3);
        Collections.shuffle(files);
        ChainReport report = verify(null, List.of(), files.toArray(Path[]::new));
        assertThat(report.breaks()).isEmpty();
        assertThat(report.records()).isEqualTo(12);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.toList());
        }
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        try (RecordFile file = file(300, null)) {
            for (int i = 0; i < 6; i++) {
                file.write(Records.notes(1));
            }
        }

        assertThat(verify(null, List.of(), path, folder.resolve("audit.jsonl.2"))
                        .breaks())
                .singleElement()
                .asString()
                .contains("missing: removed, or a file is not given");
    }

    @Test
    void theChainGoesOnAfterACrashWithinARecord() throws IOException {
        write(3);
        Files.writeString(path, "{\"at\":\"2026", StandardOpenOption.APPEND);
        assertThat(verify().breaks()).singleElement().asString().contains(":4: the last record is cut short");

        write(2);

        ChainReport report = verify();
        assertThat(report.breaks()).isEmpty();
        assertThat(report.records()).isEqualTo(6);
        assertThat(report.mended()).isEqualTo(1);
    }

    @Test
    void aStringWithinARecordIsNoLink() throws IOException {
        String link = "\",\"seq\":9,\"prev\":\"" + "0".repeat(64) + "\",\"hash\":\"" + "0".repeat(64) + "\"}";
        try (RecordFile file = file(1_000_000, null)) {
            file.write(List.of(Records.note(link), Records.note(link)));
        }

        assertThat(verify().breaks()).isEmpty();
        assertThat(verify().last().seq()).isEqualTo(2);
    }
}
