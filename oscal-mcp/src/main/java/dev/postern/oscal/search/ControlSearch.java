package dev.postern.oscal.search;

import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Prose;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/// Full text of the controls of some catalogs: titles, statements, guidance, objectives and parameters.
public final class ControlSearch {
    /// What is longer is no word that Lucene could keep, and no id that anybody could ask for.
    private static final int MOST_OF_AN_ID = 1_000;

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final Snippets snippets = new Snippets(analyzer);
    private final IndexSearcher searcher;
    private final QueryReader queries;
    private final List<Entry> entries;

    /// A control that was found.
    ///
    /// @param catalog the URI of its catalog
    public record Hit(String catalog, String id, float score, String snippet) {}

    /// What was found.
    ///
    /// @param total how many there are, more than are told
    public record Hits(List<Hit> hits, long total) {
        public Hits {
            hits = List.copyOf(hits);
        }
    }

    public ControlSearch(List<Holding> catalogs) {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (Holding holding : catalogs) {
                Catalog catalog = holding.catalog().orElseThrow();
                for (Control control : catalog.controls()) {
                    Stopped.ifAsked();
                    if (control.id().length() > MOST_OF_AN_ID) {
                        continue;
                    }
                    writer.addDocument(document(holding, catalog, control));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        try {
            searcher = new IndexSearcher(DirectoryReader.open(directory));
            // Its bookkeeping costs more than it saves where an index is this small.
            searcher.setQueryCache(null);
            queries = new QueryReader(searcher.getIndexReader());
            entries = entries(searcher.getIndexReader(), catalogs);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Document document(Holding holding, Catalog catalog, Control control) {
        Prose prose = new Prose(catalog::parameter);
        List<String> parameters = new ArrayList<>();
        for (ObjectNode parameter : control.node().objects("params")) {
            parameter.text("id").ifPresent(id -> parameters.add(prose.parameter(id)));
        }
        String family = control.family().id();
        Document document = new Document();
        document.add(new StringField("catalog", holding.uri(), Field.Store.YES));
        document.add(new StringField("id", control.id(), Field.Store.YES));
        document.add(new StringField("family", family.length() > MOST_OF_AN_ID ? "" : family, Field.Store.NO));
        document.add(new TextField("title", control.title(), Field.Store.NO));
        document.add(new TextField("statement", statement(prose, control), Field.Store.NO));
        document.add(new TextField("rest", rest(prose, control), Field.Store.NO));
        document.add(new TextField("parameters", String.join("\n", parameters), Field.Store.NO));
        return document;
    }

    private static String statement(Prose prose, Control control) {
        return prose.parts(control.node(), name -> name.equals("statement") || name.equals("item"));
    }

    private static String rest(Prose prose, Control control) {
        return prose.parts(control.node(), name -> !name.equals("statement") && !name.equals("item"));
    }

    private static String text(Holding holding, String id) {
        return holding.catalog()
                .flatMap(catalog -> catalog.control(id).map(control -> text(new Prose(catalog::parameter), control)))
                .orElse("");
    }

    private static String text(Prose prose, Control control) {
        return String.join("\n", control.title(), statement(prose, control), rest(prose, control));
    }

    /// A control of the index. What its snippets are cut from is kept while there is room.
    private static final class Entry {
        private final Holding holding;
        private final String id;
        private volatile SoftReference<@Nullable String> text = new SoftReference<>(null);

        Entry(Holding holding, String id) {
            this.holding = holding;
            this.id = id;
        }

        String text() {
            String held = text.get();
            if (held != null) {
                return held;
            }
            String made = ControlSearch.text(holding, id);
            text = new SoftReference<>(made);
            return made;
        }
    }

    /// By the numbers that the index has given them.
    private static List<Entry> entries(IndexReader index, List<Holding> catalogs) throws IOException {
        Map<String, Holding> byUri = new HashMap<>();
        catalogs.forEach(holding -> byUri.put(holding.uri(), holding));
        StoredFields fields = index.storedFields();
        List<Entry> entries = new ArrayList<>(index.maxDoc());
        for (int number = 0; number < index.maxDoc(); number++) {
            Document document = fields.document(number);
            entries.add(new Entry(Objects.requireNonNull(byUri.get(document.get("catalog"))), document.get("id")));
        }
        return entries;
    }

    /// The best of what fits.
    ///
    /// @param family only of this one; empty for any
    /// @param ids only these; empty for any
    public Hits search(String query, String family, Set<String> ids, int limit) {
        List<String> terms = QueryReader.terms(analyzer, query);
        Set<String> words = Set.copyOf(terms);
        Query wanted = queries.read(query, terms, family, ids);
        try {
            TopDocs found = searcher.search(wanted, limit);
            List<Hit> hits = new ArrayList<>();
            for (ScoreDoc scored : found.scoreDocs) {
                Entry entry = entries.get(scored.doc);
                String snippet = snippets.of(entry.text(), words);
                hits.add(new Hit(entry.holding.uri(), entry.id, scored.score, snippet));
            }
            return new Hits(hits, found.totalHits.value());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
