package dev.postern.oscal.library;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.Format;
import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Gone;
import dev.postern.oscal.tree.JsonWriter;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A document of the library. What is said about it is always there; its tree is read again when memory was short.
public final class Holding {
    private final Source source;
    private final DocumentReader reader;
    private final String uri;
    private final Model model;
    private final Format format;
    private final Optional<String> uuid;
    private final String title;
    private final Optional<String> version;
    private final Optional<String> oscalVersion;
    private final boolean resolvedProfile;
    private final int controls;
    private volatile SoftReference<@Nullable OscalDocument> document;
    private volatile SoftReference<@Nullable Catalog> catalog = new SoftReference<>(null);

    Holding(Source source, DocumentReader reader, String uri, OscalDocument read) {
        this.source = source;
        this.reader = reader;
        this.uri = uri;
        model = read.model();
        format = read.format();
        uuid = read.uuid();
        title = read.title();
        version = read.metadata("version");
        oscalVersion = read.oscalVersion();
        resolvedProfile = read.isResolvedProfile();
        document = new SoftReference<>(read);
        controls = model == Model.CATALOG ? index(read).controls().size() : 0;
    }

    /// A document that is not of the library, but given in a call.
    public static Holding given(OscalDocument document, DocumentReader reader) {
        return new Holding(new Given(document), reader, "", document);
    }

    /// Holds the document, so that its text is never asked for.
    private record Given(OscalDocument document) implements Source {
        @Override
        public String name() {
            return "";
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public String version() {
            return "";
        }

        @Override
        public String read() {
            return new JsonWriter().compact(document.whole());
        }
    }

    public String uri() {
        return uri;
    }

    public String name() {
        return source.name();
    }

    public long size() {
        return source.size();
    }

    public Model model() {
        return model;
    }

    public Format format() {
        return format;
    }

    public Optional<String> uuid() {
        return uuid;
    }

    public String title() {
        return title;
    }

    public Optional<String> version() {
        return version;
    }

    public Optional<String> oscalVersion() {
        return oscalVersion;
    }

    /// Whether it is a catalog that a profile was resolved to.
    public boolean isResolvedProfile() {
        return resolvedProfile;
    }

    /// How many controls it has, where it is a catalog.
    public int controls() {
        return controls;
    }

    Source source() {
        return source;
    }

    public String text() {
        try {
            return source.read();
        } catch (IOException _) {
            throw new Gone(source.name() + " could not be read again. list_library tells what there is now.");
        }
    }

    public OscalDocument document() {
        OscalDocument held = document.get();
        if (held != null) {
            return held;
        }
        return switch (reader.open(text())) {
            case DocumentReader.Opening.Opened(var read) -> {
                document = new SoftReference<>(read);
                yield read;
            }
            case DocumentReader.Opening.NoDocument(var _, List<Finding> findings) ->
                throw new Gone(
                        source.name() + " has changed: " + findings.getFirst().message());
        };
    }

    /// Its controls by id; empty where it is no catalog.
    public Optional<Catalog> catalog() {
        if (model != Model.CATALOG) {
            return Optional.empty();
        }
        Catalog held = catalog.get();
        return Optional.of(held == null ? index(document()) : held);
    }

    private Catalog index(OscalDocument read) {
        Catalog made = new Catalog(read);
        catalog = new SoftReference<>(made);
        return made;
    }
}
