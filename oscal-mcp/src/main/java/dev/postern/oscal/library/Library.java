package dev.postern.oscal.library;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Stopped;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The documents that tools find by name: read once, and again where a file has changed.
public final class Library implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Library.class.getName());

    /// Between two looks at the folder.
    private static final long PAUSE = 2_000;

    /// Between two words to somebody who waits.
    private static final long LOOK = 200;

    private final Shelves sources;
    private final DocumentReader reader;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Thread watcher;
    private volatile Shelf shelf = Shelf.EMPTY;
    private volatile Progress progress = new Progress(0, 0);
    private volatile boolean closed;

    /// Where sources come from.
    public interface Shelves {
        List<Source> sources() throws IOException;

        /// Whether there may be others later.
        boolean change();
    }

    /// How far the reading is.
    public record Progress(int done, int total) {}

    public Library(Shelves sources, DocumentReader reader) {
        this.sources = sources;
        this.reader = reader;
        watcher = Thread.ofPlatform().daemon().name("library").unstarted(this::watch);
    }

    public void start() {
        watcher.start();
    }

    /// As it is now. Who asks before the first reading is done waits for that.
    public Shelf shelf() {
        return shelf(_ -> {});
    }

    /// The same.
    ///
    /// @param waiting is told now and then how far the first reading is
    public Shelf shelf(Consumer<Progress> waiting) {
        try {
            while (!first.await(LOOK, TimeUnit.MILLISECONDS)) {
                waiting.accept(progress);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            Stopped.ifAsked();
        }
        return shelf;
    }

    public Progress progress() {
        return progress;
    }

    private void watch() {
        Map<String, Holding> known = new HashMap<>();
        List<Source> before = List.of();
        try {
            do {
                List<Source> now = look().orElse(before);
                if (!versions(now).equals(versions(before)) || first.getCount() > 0) {
                    before = now;
                    known = read(now, known);
                    first.countDown();
                }
                Thread.sleep(PAUSE);
            } while (sources.change() && !closed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            first.countDown();
        }
    }

    /// What there is; empty where that cannot be told just now.
    private Optional<List<Source>> look() {
        try {
            return Optional.of(sources.sources().stream()
                    .sorted(Comparator.comparing(Source::name))
                    .toList());
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "the library cannot be listed: {0}", failed.toString());
            return Optional.empty();
        }
    }

    private static String versions(List<Source> sources) {
        StringBuilder versions = new StringBuilder();
        sources.forEach(source -> versions.append(source.name())
                .append('\0')
                .append(source.version())
                .append('\n'));
        return versions.toString();
    }

    private Map<String, Holding> read(List<Source> now, Map<String, Holding> known) {
        Map<String, Holding> read = new LinkedHashMap<>();
        Map<String, Finding> unread = new LinkedHashMap<>();
        Set<String> uris = new TreeSet<>();
        progress = new Progress(0, now.size());
        for (Source source : now) {
            Holding before = known.get(source.name());
            if (before != null && before.source().version().equals(source.version()) && uris.add(before.uri())) {
                read.put(source.name(), before);
            } else {
                read(source, uris, read, unread);
            }
            progress = new Progress(progress.done() + 1, now.size());
        }
        shelf = new Shelf(List.copyOf(read.values()), unread);
        return read;
    }

    private void read(Source source, Set<String> uris, Map<String, Holding> read, Map<String, Finding> unread) {
        try {
            switch (reader.open(source.read())) {
                case DocumentReader.Opening.Opened(var document) -> {
                    String name = source.name().replaceFirst("\\.[^./]+$", "");
                    String uri = "oscal://" + document.model().root() + "/" + name;
                    String free =
                            uris.add(uri) ? uri : "oscal://" + document.model().root() + "/" + source.name();
                    uris.add(free);
                    read.put(source.name(), new Holding(source, reader, free, document));
                }
                case DocumentReader.Opening.NoDocument(var _, var findings) ->
                    unread.put(source.name(), findings.getLast());
            }
        } catch (Source.TooLarge large) {
            unread.put(source.name(), Finding.error("limit", large.sentence(), "", 0, 0));
        } catch (IOException failed) {
            unread.put(source.name(), Finding.error("unreadable", "The file could not be read.", "", 0, 0));
        } catch (Stopped _) {
            // The library is being closed.
        } catch (RuntimeException | StackOverflowError bug) {
            LOG.log(System.Logger.Level.ERROR, "a document could not be indexed", bug);
            unread.put(source.name(), Finding.error("unreadable", "The document could not be indexed.", "", 0, 0));
        }
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
    }
}
