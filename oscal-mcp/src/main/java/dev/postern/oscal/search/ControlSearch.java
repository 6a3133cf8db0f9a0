package dev.postern.oscal.search;

import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Prose;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;

/// Full text of the controls of some catalogs: titles, statements, guidance, objectives and parameters.
public final class ControlSearch {
    /// What is longer is no word that Lucene could keep, and no id that anybody could ask for.
    private static final int MOST_OF_AN_ID = 1_000;

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final QueryReader queries = new QueryReader(analyzer);
    private final Snippets snippets = new Snippets(analyzer);
    private final IndexSearcher searcher;

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
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Document document(Holding holding, Catalog catalog, Control control) {
        Prose prose = new Prose(catalog::parameter);
        String statement = prose.parts(control.node(), name -> name.equals("statement") || name.equals("item"));
        String rest = prose.parts(control.node(), name -> !name.equals("statement") && !name.equals("item"));
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
        document.add(new TextField("statement", statement, Field.Store.NO));
        document.add(new TextField("rest", rest, Field.Store.NO));
        document.add(new TextField("parameters", String.join("\n", parameters), Field.Store.NO));
        document.add(new StoredField("text", String.join("\n", control.title(), statement, rest)));
        return document;
    }

    /// The best of what fits.
    ///
    /// @param catalogs URIs to look in
    /// @param family only of this one; empty for any
    /// @param ids only these; empty for any
    public Hits search(String query, Set<String> catalogs, String family, Set<String> ids, int limit) {
        Query wanted = queries.read(query, catalogs, family, ids);
        try {
            TopDocs found = searcher.search(wanted, limit);
            StoredFields fields = searcher.storedFields();
            List<Hit> hits = new ArrayList<>();
            for (ScoreDoc scored : found.scoreDocs) {
                Document document = fields.document(scored.doc);
                hits.add(new Hit(
                        document.get("catalog"),
                        document.get("id"),
                        scored.score,
                        snippets.of(document.get("text"), query)));
            }
            return new Hits(hits, found.totalHits.value());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
