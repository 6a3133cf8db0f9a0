package dev.postern.trail;

import dev.postern.audit.Note;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Follows the chain through files of records and tells where it does not hold. Used once.
public final class ChainVerifier {
    private static final String ENDS = "\"event\":\"" + Note.ENDS + "\"";
    private static final String MENDED = "\"event\":\"audit file mended\"";

    private final ChainHash hash;
    private final Map<Long, Anchor> anchors = new HashMap<>();
    private final List<ChainReport.Break> breaks = new ArrayList<>();
    private @Nullable Link last;
    private long records;
    private long first;
    private boolean ended;
    private int mended;

    /// @param anchors records that must be there, with these hashes
    public ChainVerifier(ChainHash hash, List<Anchor> anchors) {
        this.hash = hash;
        for (Anchor anchor : anchors) {
            this.anchors.put(anchor.seq(), anchor);
        }
    }

    /// Reads the files, the one with the first record first.
    ///
    /// @throws IOException where one cannot be read
    public ChainReport verify(List<Path> files) throws IOException {
        for (Path file : inOrder(files)) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                follow(file, new Lines(in));
            }
        }
        for (Anchor anchor : anchors.values()) {
            breaks.add(new ChainReport.Break(
                    files.getLast(),
                    0,
                    "record " + anchor.seq() + " should be here, but there is none with that number"));
        }
        Link end = last == null ? Link.BEGIN : last;
        return new ChainReport(records, first, new Anchor(end.seq(), end.hash()), ended, mended, breaks);
    }

    private static List<Path> inOrder(List<Path> files) throws IOException {
        Map<Path, Long> firsts = new HashMap<>();
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                String line = new Lines(in).next();
                firsts.put(
                        file, line == null ? 0 : Link.read(line).map(Link::seq).orElse(0L));
            }
        }
        return files.stream()
                .distinct()
                .sorted(Comparator.comparing(file -> firsts.getOrDefault(file, 0L)))
                .toList();
    }

    private void follow(Path file, Lines lines) throws IOException {
        long number = 0;
        boolean fileBegins = true;
        for (String line = lines.next(); line != null; line = lines.next()) {
            number++;
            String why = lines.torn() ? "the last record is cut short" : judge(line, fileBegins);
            if (why != null) {
                breaks.add(new ChainReport.Break(file, number, why));
            }
            fileBegins = false;
        }
    }

    /// Why the chain does not hold at this line, null where it does.
    private @Nullable String judge(String line, boolean fileBegins) {
        Link link = Link.read(line).orElse(null);
        if (link == null) {
            return "this is no record of a chain: changed, or inserted";
        }
        Link before = last;
        last = link;
        records++;
        first = before == null ? link.seq() : first;
        ended = line.contains(ENDS);
        mended += line.contains(MENDED) ? 1 : 0;
        Anchor anchor = anchors.remove(link.seq());
        if (!link.isOf(line, hash)) {
            return "record " + link.seq() + " was changed, or made with another key: its hash does not fit";
        }
        if (anchor != null && !anchor.hash().equals(link.hash())) {
            return "record " + link.seq() + " is not the one of the anchor";
        }
        return before == null ? beginning(link) : step(before, link, fileBegins);
    }

    private static @Nullable String beginning(Link link) {
        boolean sound = link.seq() != 1 || link.prev().equals(Link.BEGIN.hash());
        return sound ? null : "the first record follows another one";
    }

    private static @Nullable String step(Link before, Link link, boolean fileBegins) {
        long expected = before.seq() + 1;
        if (link.seq() > expected) {
            String which = link.seq() == expected + 1
                    ? "record " + expected
                    : "records " + expected + " to " + (link.seq() - 1);
            return which + (fileBegins ? " missing: removed, or a file is not given" : " missing: removed");
        }
        if (link.seq() < expected) {
            return "record " + link.seq() + " comes after record " + before.seq()
                    + ": reordered, repeated or begun anew";
        }
        return link.prev().equals(before.hash())
                ? null
                : "record " + link.seq() + " does not follow the one before it: that one was replaced";
    }
}
