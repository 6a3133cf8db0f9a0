package dev.postern.oscal.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// The piece of a text where most of the words stand.
final class Snippets {
    private static final int LENGTH = 240;

    private final Analyzer analyzer;

    private record Match(int start, int end, String term) {}

    Snippets(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    String of(String text, String query) {
        List<Match> matches = matches(text, new HashSet<>(QueryReader.terms(analyzer, query)));
        int best = 0;
        int most = -1;
        for (Match first : matches) {
            Set<String> near = new HashSet<>();
            for (Match other : matches) {
                if (other.start() >= first.start() && other.end() <= first.start() + LENGTH) {
                    near.add(other.term());
                }
            }
            if (near.size() > most) {
                most = near.size();
                best = first.start();
            }
        }
        return cut(text, Math.max(0, best - 30));
    }

    private static String cut(String text, int from) {
        int start = from == 0 ? 0 : text.indexOf(' ', from) + 1;
        int end = Math.min(text.length(), start + LENGTH);
        if (end < text.length()) {
            int blank = text.lastIndexOf(' ', end);
            end = blank > start ? blank : end;
        }
        String piece = text.substring(start, end).replaceAll("\\s+", " ").strip();
        return (start > 0 ? "… " : "") + piece + (end < text.length() ? " …" : "");
    }

    private List<Match> matches(String text, Set<String> wanted) {
        List<Match> matches = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken() && matches.size() < 200) {
                if (wanted.contains(term.toString())) {
                    matches.add(new Match(offset.startOffset(), offset.endOffset(), term.toString()));
                }
            }
            stream.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return matches;
    }
}
