package dev.postern.oscal.search;

import dev.postern.oscal.library.ControlId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// Words to a query. There is no syntax that could be got wrong: each word may be in any field, all of them near each
/// other count more, and an id is the control itself.
final class QueryReader {
    private static final Map<String, Float> FIELDS =
            Map.of("title", 4f, "statement", 2f, "parameters", 1.2f, "rest", 1f);
    private static final int MOST_WORDS = 40;

    private final IndexReader index;

    QueryReader(IndexReader index) {
        this.index = index;
    }

    /// @param terms as the analyzer makes them of the text
    Query read(String text, List<String> terms, String family, Set<String> ids) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(words(text, terms), BooleanClause.Occur.MUST);
        if (!family.isEmpty()) {
            query.add(new TermQuery(new Term("family", family)), BooleanClause.Occur.FILTER);
        }
        if (!ids.isEmpty()) {
            query.add(in("id", ids), BooleanClause.Occur.FILTER);
        }
        return query.build();
    }

    private static Query in(String field, Set<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    private Query words(String text, List<String> terms) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String term : terms) {
            any.add(anywhere(term), BooleanClause.Occur.SHOULD);
        }
        // Most of many words have to be there, or anything with one frequent word would be found.
        any.setMinimumNumberShouldMatch(terms.size() <= 2 ? Math.min(1, terms.size()) : terms.size() * 2 / 3);
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(any.build(), BooleanClause.Occur.SHOULD);
        if (terms.size() > 1) {
            FIELDS.keySet().forEach(field -> query.add(phrase(field, terms), BooleanClause.Occur.SHOULD));
        }
        query.add(new BoostQuery(new TermQuery(new Term("id", ControlId.of(text))), 100), BooleanClause.Occur.SHOULD);
        return query.build();
    }

    /// A word that is nowhere may be misspelt.
    private Query anywhere(String term) {
        boolean similar = term.length() > 5 && !isThere(term);
        List<Query> fields = new ArrayList<>();
        FIELDS.forEach((field, boost) -> {
            Term wanted = new Term(field, term);
            fields.add(new BoostQuery(similar ? new FuzzyQuery(wanted, 1, 3) : new TermQuery(wanted), boost));
        });
        return new DisjunctionMaxQuery(fields, 0.1f);
    }

    private boolean isThere(String term) {
        try {
            for (String field : FIELDS.keySet()) {
                if (index.docFreq(new Term(field, term)) > 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Query phrase(String field, List<String> terms) {
        PhraseQuery.Builder phrase = new PhraseQuery.Builder().setSlop(3);
        terms.forEach(term -> phrase.add(new Term(field, term)));
        return new BoostQuery(phrase.build(), 2 * FIELDS.getOrDefault(field, 1f));
    }

    static List<String> terms(Analyzer analyzer, String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken() && terms.size() < MOST_WORDS) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return terms;
    }
}
